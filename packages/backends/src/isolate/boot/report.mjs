/**
 * Trusted, and first in a realm that the workload then shares: what it needs later is taken now, and no property that the
 * workload may have replaced since is looked up on what holds the secret. That is a buffer and never a string: snapshots of
 * the heap, which need no permission, have the contents of strings, but of no buffer.
 */
const { apply } = Reflect
const Room = ArrayBuffer
const Bytes = Uint8Array
const { stdin, stdout } = Deno
const { writeSync } = stdout
const encoder = new TextEncoder()
const { encode } = encoder
const { set } = Uint8Array.prototype
const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get

const SECRET_BYTES = 32
const LENGTH_BYTES = 4

const secret = readExactly(SECRET_BYTES)

function readText() {
  const length = new DataView(readExactly(LENGTH_BYTES).buffer).getUint32(0)
  return new TextDecoder().decode(readExactly(length))
}

function readExactly(length) {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; ) {
    const read = stdin.readSync(bytes.subarray(at))
    if (read === null) throw new Error('The workload did not arrive')
    at += read
  }
  return bytes
}

// Given once: the workload may import modules that are loaded already, this one too, and comes too late.
let boot = { inputJson: readText(), code: readText(), report }

/** What the bootstrap begins with: the workload's input, as JSON, its code, and how to report on it. */
export function takeBoot() {
  const taken = boot
  boot = null
  return taken
}

/** One line of the report; process/report.ts says what its letters mean. */
function report(kind, text = '') {
  const line = apply(encode, encoder, [`${kind}${text}\n`])
  const length = SECRET_BYTES + apply(lengthOf, line, [])
  const buffer = new Room(length)
  const frame = new Bytes(buffer)
  apply(set, frame, [secret])
  apply(set, frame, [line, SECRET_BYTES])
  for (let at = 0; at < length; ) at += apply(writeSync, stdout, [new Bytes(buffer, at)])
}
