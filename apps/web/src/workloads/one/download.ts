/** Saves it: the attribute makes an attachment of it whatever its type, so that nothing of it is opened here. */
export function download(parts: BlobPart[], type: string, name: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** For a file: what people named it, without what file systems and shells mind. */
export const fileName = ({ id, name }: { id: string; name: string | null }, what: string): string =>
  `${
    (name ?? 'workload')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 60) || 'workload'
  }-${id.slice(-7)}-${what}`
