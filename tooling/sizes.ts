/** Files stay small: none over 300 lines, and half of them under 80. SQL and generated files are not counted. */
import { globSync, readFileSync } from 'node:fs'

const LONGEST = 300
const MEDIAN = 80

const files = globSync('**/*.{css,mjs,ts,tsx}', {
  exclude: ['**/node_modules', '**/generated', '**/dist', '**/.*'],
})
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
  .sort((a, b) => a.lines - b.lines)
const median = files[Math.floor(files.length / 2)]?.lines ?? 0
const long = files.filter(({ lines }) => lines > LONGEST)

console.log(`${files.length} files, median ${median} lines, longest ${files.at(-1)?.lines}`)
for (const { file, lines } of long) console.log(`${file} has ${lines} lines; ${LONGEST} are allowed`)
if (median >= MEDIAN) console.log(`The median has to be under ${MEDIAN}`)
if (long.length > 0 || median >= MEDIAN) process.exitCode = 1
