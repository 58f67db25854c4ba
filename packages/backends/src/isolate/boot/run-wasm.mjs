/** Runs a WebAssembly module, given as base64, that was made for WASI: its input is on stdin, its stdout is the output. */
import {
  ConsoleStdout,
  File,
  OpenFile,
  WASI,
} from '../../../node_modules/@bjorn3/browser_wasi_shim/dist/index.js'
import { failWhenUncaught } from './fail.mjs'
import { takeBoot } from './report.mjs'

const { code, inputJson, report } = takeBoot()
const own = { url: 'wasm://wasm/', name: 'workload/' }

function writeAll(stream) {
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) at += stream.writeSync(bytes.subarray(at))
  }
}

const fail = failWhenUncaught(report, own)
report('B')
try {
  const module = await WebAssembly.compile(Uint8Array.fromBase64(code.trim()))
  const stdin = new OpenFile(new File(new TextEncoder().encode(inputJson), { readonly: true }))
  const wasi = new WASI(
    [],
    [],
    [stdin, new ConsoleStdout(writeAll(Deno.stdout)), new ConsoleStdout(writeAll(Deno.stderr))],
    { debug: false },
  )
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport })
  Deno.exit(wasi.start(instance))
} catch (error) {
  fail(error)
}
