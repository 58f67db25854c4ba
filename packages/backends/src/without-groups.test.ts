import { beforeEach, describe, expect, it } from 'vitest'
import { createIsolateBackend } from './isolate/isolate-backend.ts'
import { createSandboxBackend } from './sandbox/sandbox-backend.ts'
import { exerciseBackend } from './testing/exercise-backend.ts'
import { leftovers } from './testing/leftovers.ts'
import { whyMissing } from './testing/needs.ts'
import { denoPrograms, pythonPrograms } from './testing/programs.ts'
import { ownOptions, runOnce } from './testing/run-once.ts'

/** Where no control group can be had: for a user without one that was delegated, in most containers, on macOS. */
const options = {
  ...ownOptions(),
  open: () => ({ controllers: [], create: () => null, clean: async () => {} }),
}
const isolate = createIsolateBackend(options)
const sandbox = createSandboxBackend(options)
const missing = await whyMissing(sandbox, 'python', process.env.CI)

exerciseBackend(isolate, options, denoPrograms)
exerciseBackend(sandbox, options, pythonPrograms, missing)

describe('without control groups', { timeout: 180_000 }, () => {
  it('an isolate says that it does not hold to cores', async () => {
    expect((await isolate.probe()).enforces).toMatchObject({ cpu: false, memory: true, wallTime: true })
  })

  describe('a sandbox', () => {
    beforeEach(({ skip }) => skip(missing !== null, missing ?? undefined))

    it('says that it does not hold to cores', async () => {
      expect((await sandbox.probe()).enforces).toMatchObject({ cpu: false, memory: true, wallTime: true })
    })

    it('ends with all its processes, those in sessions of their own too', async () => {
      const code =
        'import subprocess\nfor _ in range(20): subprocess.Popen(["setsid", "sleep", "600"])\nprint("bye")'
      expect(await runOnce(sandbox, { runtime: 'python', code })).toMatchObject({ status: 'completed' })
      expect(leftovers(options)).toEqual([])
    })
  })
})
