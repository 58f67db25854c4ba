/** A copy of `prisma/` in which a test may plant what must be found. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { acceptInvariants } from '../check.ts'

export async function copyFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'isola-prisma-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(fileURLToPath(new URL('../..', import.meta.url)), folder, { recursive: true })
  // So that a change which waits for its --accept fails the check, and not these tests as well.
  await acceptInvariants(folder)
  return folder
}

/** Fails when there is nothing to replace, so that a plant never goes stale without a word. */
export function edit(folder: string, file: string, from: RegExp | string, to: string): void {
  const path = join(folder, file)
  const before = readFileSync(path, 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${file} holds no ${from}`)
  writeFileSync(path, after)
}

export function plantMigration(folder: string, name: string, sql: string): void {
  mkdirSync(join(folder, 'migrations', name))
  writeFileSync(join(folder, 'migrations', name, 'migration.sql'), sql)
}
