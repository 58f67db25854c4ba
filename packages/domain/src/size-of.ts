/** Of a value itself, besides what it holds: its slot, and its header on the heap. */
const HEADER_BYTES = 16

/**
 * About what a request holds in memory, never much less: a string takes up to two bytes a character, and a thousand log
 * lines of one character are mostly headers.
 */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return HEADER_BYTES + 2 * value.length
  if (typeof value !== 'object' || value === null) return HEADER_BYTES
  if (ArrayBuffer.isView(value)) return HEADER_BYTES + value.byteLength
  let bytes = HEADER_BYTES
  // Object.keys rather than for…in, which took 30 µs for a creation: it asks each prototype too.
  for (const key of Object.keys(value))
    bytes += HEADER_BYTES + 2 * key.length + sizeOf(value[key as keyof typeof value])
  return bytes
}
