import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seedFile, syncFile } from './seed-file.ts'

export const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url))
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** What a seeded file depends on. */
const INGREDIENTS = [
  'prisma/migrations/*/migration.sql',
  'prisma/triggers.sql',
  'packages/store/src/stats/recompute.ts',
  'benchmarks/seed/*.ts',
]

/** A record of that size, made at most once in this folder for this schema. Not to be written to. */
export function cachedSeed(count: number, cache: string): string {
  const hash = createHash('sha256')
  for (const path of globSync(INGREDIENTS, { cwd: ROOT }).sort()) hash.update(readFileSync(join(ROOT, path)))
  const name = `seed-${count}-${hash.digest('hex').slice(0, 12)}.db`
  const file = join(cache, name)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  // Those of earlier schemas: at five million workloads a file takes ten gigabytes.
  for (const old of globSync(`seed-${count}-*`, { cwd: cache })) rmSync(join(cache, old))
  const unfinished = `${file}.unfinished`
  seedFile(unfinished, count)
  renameSync(unfinished, file)
  return file
}

/** On the disk before anything is measured. */
export function copyOnDisk(from: string, to: string): string {
  copyFileSync(from, to)
  syncFile(to)
  return to
}
