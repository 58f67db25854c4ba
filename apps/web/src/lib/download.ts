/** Saves a file. The attribute makes it an attachment whatever its type, so that nothing of it is opened here. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** For a file: what people named it, without the characters that file systems and shells object to. */
export const fileName = ({ id, name }: { id: string; name: string | null }, what: string): string =>
  `${
    (name ?? 'workload')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 60) || 'workload'
  }-${id.slice(-7)}-${what}`
