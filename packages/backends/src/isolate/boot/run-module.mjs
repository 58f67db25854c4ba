/**
 * Runs JavaScript or TypeScript from a `data:` URL. Deno lets a module that is a file import any other file as text, without
 * asking for a permission; a module that is not one may import no file at all, and nothing that it makes may either.
 */
import { failWhenUncaught } from './fail.mjs'
import { takeBoot } from './report.mjs'

const { code, inputJson, report } = takeBoot()
const { exit } = Deno
const { parse, stringify } = JSON

const bytes = new TextEncoder().encode(code)
const own = { url: `data:application/typescript;base64,${bytes.toBase64()}`, name: 'workload' }

const fail = failWhenUncaught(report, own)
report('B')
try {
  const { default: main } = await import(own.url)
  if (typeof main === 'function') {
    report('M')
    const result = (await main(parse(inputJson))) ?? null
    const json = stringify(result)
    if (json === undefined) throw new TypeError(`What was returned cannot be said as JSON: ${typeof result}`)
    report('R', json)
    // What it has left running is over: the workload ends when its function has returned.
    exit(0)
  }
} catch (error) {
  fail(error)
}
