import { z } from 'zod'
import type { TooLarge } from './errors.ts'
import { LIMITS } from './limits.ts'
import { phrase, wellFormed } from './text.ts'
import { utf8Bytes } from './utf8-bytes.ts'

/** Padded and canonical, so that decoding and encoding again gives the same text. No pattern over the whole: it would backtrack through megabytes. */
function isBase64(data: string): boolean {
  if (data.length % 4 !== 0) return false
  const body = data.replace(/={1,2}$/, '')
  if (/[^A-Za-z0-9+/]/.test(body)) return false
  const tail = body.slice(-1)
  return data.length - body.length === 2
    ? /[AQgw]/.test(tail)
    : data.length === body.length || /[AEIMQUYcgkosw048]/.test(tail)
}

const decodedBytes = (encoding: 'utf8' | 'base64', data: string): number =>
  encoding === 'utf8'
    ? utf8Bytes(data)
    : (data.length / 4) * 3 - (data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0)

const TOO_LARGE = { tooLarge: { field: 'output', maxBytes: LIMITS.outputBytes } }

const encoding = z.enum(['utf8', 'base64'])

/** What a workload produced. `bytes` is how much there was, `data` what was kept of it. */
export const workloadOutput = z.object({
  contentType: z.string(),
  encoding,
  data: z.string(),
  bytes: z.int(),
  truncated: z.boolean(),
})
export type WorkloadOutput = z.infer<typeof workloadOutput>

/** An output as reported; checked, and completed with its length. Over 4 MiB is PAYLOAD_TOO_LARGE. */
export const outputInput = z
  .strictObject({
    // Some program will send it as a header.
    contentType: phrase(LIMITS.contentTypeLength).regex(/^\P{Cc}*$/u, 'must not hold control characters'),
    encoding,
    data: z.string(),
    bytes: z.int().min(0).max(LIMITS.wholeNumber).optional(),
    truncated: z.boolean().default(false),
  })
  .transform((output, context): WorkloadOutput => {
    const problem = (path: string, message: string, params?: { tooLarge: TooLarge }): never => {
      context.addIssue({ code: 'custom', path: [path], message, ...(params && { params }) })
      return z.NEVER
    }
    const valid = output.encoding === 'utf8' ? wellFormed(output.data) : isBase64(output.data)
    if (!valid) return problem('data', `is not valid ${output.encoding}`)
    const kept = decodedBytes(output.encoding, output.data)
    if (kept > LIMITS.outputBytes) return problem('data', `is over ${LIMITS.outputBytes} bytes`, TOO_LARGE)
    const bytes = output.bytes ?? kept
    if (bytes < kept) return problem('bytes', `is less than the ${kept} bytes given`)
    if (bytes !== kept && !output.truncated)
      return problem('bytes', `is not the ${kept} bytes given, and truncated is not set`)
    return { ...output, bytes }
  })
