import type { RunSpec } from '../backend.ts'

/** What a bootstrap reads: the secret, then input and code, each behind its length in four bytes. */
export function prepareStdin(secret: Buffer, { input, code }: RunSpec): Buffer {
  return Buffer.concat([secret, withLength(JSON.stringify(input)), withLength(code)])
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
