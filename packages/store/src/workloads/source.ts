import { hash } from 'node:crypto'
import { IsolaError, type JsonValue, LIMITS, type Runtime, utf8Bytes } from '@isola/domain'
import canonicalize from 'canonicalize'

/** What to run, as stored: SQLite has no SHA-256, so hash and size are computed before the statement. */
export interface Source {
  inputHash: string
  code: string | null
  image: string | null
  /** Canonical JSON. */
  input: string | null
  bytes: number
}

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data)

export const canonicalJson = (value: unknown): string => canonicalize(value) ?? 'null'

/** @throws PAYLOAD_TOO_LARGE when code, image and input together are over 1 MiB */
export function toSource(
  runtime: Runtime,
  code: string | null,
  image: string | null,
  input: JsonValue | null,
): Source {
  const inputText = input === null ? null : canonicalJson(input)
  const bytes = utf8Bytes(code ?? '') + utf8Bytes(image ?? '') + utf8Bytes(inputText ?? '')
  if (bytes > LIMITS.sourceBytes) {
    throw new IsolaError(
      { code: 'PAYLOAD_TOO_LARGE', field: 'source', maxBytes: LIMITS.sourceBytes },
      `code, image and input together are over ${LIMITS.sourceBytes} bytes`,
    )
  }
  // The canonical JSON of [runtime, code, image, input], put together: half a million numbers take 25 ms each time.
  const parts = [...[runtime, code, image].map(canonicalJson), inputText ?? 'null']
  return { inputHash: sha256(`[${parts.join(',')}]`), code, image, input: inputText, bytes }
}
