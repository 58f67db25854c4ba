import { KeptBytes } from './kept-bytes.ts'

const NEWLINE = 0x0a

/**
 * What a bootstrap says about the workload that it runs, apart from the workload's own streams: lines of a letter and a text.
 * `B` it began · `M` it calls the main function: from here on stdout is log alone · `R` what that returned, as JSON ·
 * `E` an uncaught error, as a JSON string · `A` the same, and it was an allocation that failed.
 */
export class Report {
  began = false
  calledMain = false
  result: KeptBytes | null = null
  error: string | null = null
  allocationFailed = false

  #kind = ''
  #text = new KeptBytes()

  push(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) {
      if (this.#kind === '') {
        this.#kind = String.fromCharCode(rest[0] ?? 0)
        rest = rest.subarray(1)
      }
      const end = rest.indexOf(NEWLINE)
      this.#text.push(end < 0 ? rest : rest.subarray(0, end))
      if (end < 0) return
      this.#finishLine()
      rest = rest.subarray(end + 1)
    }
  }

  #finishLine(): void {
    const [kind, text] = [this.#kind, this.#text]
    this.#kind = ''
    this.#text = new KeptBytes()
    if (kind === 'B') this.began = true
    else if (kind === 'M') this.calledMain = true
    else if (kind === 'R') this.result ??= text
    else if (kind === 'E' || kind === 'A') {
      this.error ??= parsedText(text.toOutput('').data)
      this.allocationFailed ||= kind === 'A'
    }
  }
}

function parsedText(json: string): string {
  try {
    return String(JSON.parse(json))
  } catch {
    return json
  }
}
