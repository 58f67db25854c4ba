/** After the build: each script and style beside itself, as small as brotli makes it. While people wait there is no time for that. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const folder = join(import.meta.dirname, '../.next/static')
for (const name of globSync('**/*.{css,js}', { cwd: folder })) {
  const file = join(folder, name)
  writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)))
}
