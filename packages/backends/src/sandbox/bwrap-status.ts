import { constants } from 'node:os'
import type { Readable } from 'node:stream'

/** Far more than bubblewrap says. */
const MAX_LENGTH = 64 * 1024

/** What bubblewrap says about the sandbox, a JSON object a line. */
export class BwrapStatus {
  #text = ''

  constructor(stream: Readable) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      if (this.#text.length < MAX_LENGTH) this.#text += chunk
    })
    stream.on('error', () => {})
  }

  /** First process of the sandbox, as seen from here. */
  get childPid(): number | null {
    return this.#number('child-pid')
  }

  /** Of the workload; null when it was never started. */
  get exitCode(): number | null {
    return this.#number('exit-code')
  }

  #number(name: string): number | null {
    const [, digits] = new RegExp(`"${name}": (\\d+)`).exec(this.#text) ?? []
    return digits === undefined ? null : Number(digits)
  }
}

/** A shell's way to say that a signal ended a program: 128 and its number. */
export function signalOf(exitCode: number | null): string | null {
  const number = (exitCode ?? 0) - 128
  const found = Object.entries(constants.signals).find(([, value]) => value === number)
  return found ? found[0] : null
}
