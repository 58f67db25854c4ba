/**
 * Writes the Prisma client. `prisma generate` wants to download a schema engine that generation never runs;
 * naming any executable satisfies it. Never use this trick for `prisma migrate`: it would do nothing, silently.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const schema = fileURLToPath(new URL('../schema.prisma', import.meta.url))
execFileSync('prisma', ['generate', '--schema', schema, '--no-hints'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
})
