import type { WorkloadOutput } from '@isola/domain'

export function bytesOf({ encoding, data }: WorkloadOutput): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf8') return new TextEncoder().encode(data)
  const binary = atob(data)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** As text, or null where it is none. */
export function textOf(output: WorkloadOutput): string | null {
  if (output.encoding === 'utf8') return output.data
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(output))
  } catch {
    return null
  }
}

const EXTENSIONS: Record<string, string> = {
  'application/json': 'json',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'application/xml': 'xml',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
}

export const extensionOf = (contentType: string, isText: boolean): string =>
  EXTENSIONS[contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? (isText ? 'txt' : 'bin')
