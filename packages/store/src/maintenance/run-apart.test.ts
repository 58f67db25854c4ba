import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import { runApart } from './run-apart.ts'

it('what dies on the way is an error of that scan, and of nothing else', async () => {
  const file = join(scratchFolder(), 'dies.mjs')
  writeFileSync(file, "process.once('message', () => process.abort())")
  await expect(runApart(pathToFileURL(file), 'anything')).rejects.toThrow('ended with SIGABRT and no answer')
})
