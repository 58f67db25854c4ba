import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const CHECKS = ['drift', 'dead-code', 'typecheck', 'imports', 'lint', 'sizes', 'diagram']

/** Verifies a project whose checks are these shell commands. */
function verify(checks: Record<string, string>): { status: number | null; stdout: string } {
  const tree = mkdtempSync(join(tmpdir(), 'isola-verify-'))
  try {
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ scripts: checks }))
    return spawnSync(process.execPath, [join(import.meta.dirname, 'verify.ts')], {
      cwd: tree,
      encoding: 'utf8',
    })
  } finally {
    rmSync(tree, { recursive: true })
  }
}

const passing = Object.fromEntries(CHECKS.map((check) => [check, 'true']))

test('passes when every check does', () => {
  expect(verify(passing).status).toBe(0)
})

test.each(CHECKS)('fails when %s does, names it and shows its output', (check) => {
  const { status, stdout } = verify({ ...passing, [check]: 'echo planted; exit 3' })
  expect(status).toBe(1)
  expect(stdout).toContain('planted')
  expect(stdout).toContain(`Failed: ${check}.`)
})

test('fails when a check is missing', () => {
  const { lint: _, ...others } = passing
  expect(verify(others).status).toBe(1)
})
