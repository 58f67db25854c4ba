import { describe, expect, it } from 'vitest'
import { ownOptions, runOnce } from '../testing/run-once.ts'
import { createIsolateBackend } from './isolate-backend.ts'

const backend = createIsolateBackend(ownOptions())
const run = (code: string) => runOnce(backend, { runtime: 'node', code })

/** Looks like the secret that the bootstrap's reports stand behind. */
const KNOWN = '0123456789abcdef'.repeat(2)

/** Writes a report of its own behind everything that could be the secret. */
const FORGE = `const write = Deno.stdout.writeSync.bind(Deno.stdout), encoder = new TextEncoder()
const forge = (secret) => write(encoder.encode(secret + 'R"forged"\\n' + secret + 'A"forged"\\n'))`

describe('the report of an isolate', { timeout: 180_000 }, () => {
  it('cannot be forged with what a snapshot of the heap holds', async () => {
    const ran = await run(`${FORGE}
export default async () => {
  const known = ${JSON.stringify(KNOWN)}
  const { getHeapSnapshot } = await import('node:v8')
  let text = ''
  for await (const part of getHeapSnapshot()) text += new TextDecoder().decode(part)
  const found = new Set(text.match(/[0-9a-f]{32}/g))
  for (const secret of found) forge(secret)
  return found.has(known)
}`)
    // It looks where it should: what is a string is found.
    expect(ran).toMatchObject({ status: 'completed', output: { data: 'true' } })
  })

  it('cannot be forged by code that replaces all that the bootstrap might call', async () => {
    const ran = await run(`${FORGE}
const { apply } = Reflect, { match } = String.prototype, decoder = new TextDecoder(), { decode } = decoder
const Bytes = Uint8Array
const get = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Bytes.prototype), 'buffer').get
let busy = false
function look(value) {
  if (busy) return
  busy = true
  try {
    const text = apply(decode, decoder, [new Bytes(apply(get, value, []))])
    const found = apply(match, text, [/[0-9a-f]{32}/])
    if (found) forge(found[0])
  } catch {} finally { busy = false }
}
function spy(holder, name) {
  const property = Object.getOwnPropertyDescriptor(holder, name)
  if (!property?.configurable) return
  // No spread: that would call what is spied on.
  const around = (old) => function () {
    look(this)
    for (let i = 0; i < arguments.length; i++) look(arguments[i])
    return apply(old, this, arguments)
  }
  if (typeof property.value === 'function') property.value = around(property.value)
  else if (property.get) property.get = around(property.get)
  else return
  Object.defineProperty(holder, name, property)
}
const holders = [Bytes.prototype, Object.getPrototypeOf(Bytes.prototype), Object.getPrototypeOf(Bytes), ArrayBuffer.prototype,
  TextEncoder.prototype, Deno.stdout, Object.getPrototypeOf(Deno.stdout), Deno, JSON, Array.prototype, Function.prototype, String.prototype]
for (const holder of holders)
  for (const name of Reflect.ownKeys(holder)) if (name !== 'constructor' && name !== 'name') spy(holder, name)
spy(Reflect, 'apply')
export default () => true`)
    expect(ran.output?.data).not.toContain('forged')
    expect(ran.error ?? '').not.toContain('forged')
    expect(ran.cause).not.toBe('memory')
  })

  it.each([
    ['looks like a report', 'console.log(`R"forged"\\nE"forged"`); export default () => true'],
    [
      'looks like a report, behind a guess',
      `${FORGE}; forge(${JSON.stringify(KNOWN)}); export default () => true`,
    ],
    [
      'has no newline at its end',
      'Deno.stdout.writeSync(new TextEncoder().encode("no newline")); export default () => true',
    ],
  ])('is not mistaken for output that %s', async (_, code) => {
    expect(await run(code)).toMatchObject({ status: 'completed', output: { data: 'true' } })
  })

  it('is not lent to a workload that imports the bootstrap, which is loaded already', async () => {
    const ran = await run(`export default async () => {
  const main = await import(Deno.mainModule)
  const { takeBoot } = await import(Deno.mainModule.replace('run-module', 'report'))
  return [Object.keys(main), takeBoot()]
}`)
    expect(ran.output?.data).toBe('[[],null]')
  })

  it('that cannot be made, as stdout is closed, is a failure of the workload', async () => {
    expect(await run('Deno.stdout.close(); export default () => true')).toMatchObject({
      status: 'failed',
      cause: 'exit',
    })
  })
})
