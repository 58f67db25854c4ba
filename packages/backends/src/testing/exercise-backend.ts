import { LIMITS } from '@isola/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Backend } from '../backend.ts'
import { leftovers } from './leftovers.ts'
import type { Programs } from './programs.ts'
import { runOnce } from './run-once.ts'

const timeout = 180_000

/** The conformance suite that every backend must pass, with each of its runtimes. */
export function exerciseBackend(
  backend: Backend,
  options: { scratchFolder: string; name: string },
  programs: Programs,
  /** Why it cannot be tested here. */
  missing: string | null = null,
): void {
  const { runtime } = programs
  const run = (code: string, more: Partial<Parameters<typeof runOnce>[1]> = {}) =>
    runOnce(backend, { runtime, code, ...more })

  describe(`${backend.isolation}, ${runtime}`, { timeout }, () => {
    beforeEach(({ skip }) => skip(missing !== null, missing ?? undefined))
    afterEach(() => {
      expect(leftovers(options)).toEqual([])
    })

    it('gives the input to the workload, and its output back', async () => {
      const { code, contentType, input } = programs.echo
      const ran = await run(code, { input })
      expect(ran).toMatchObject({ status: 'completed', cause: null, exitCode: 0, error: null, stderr: [] })
      expect(ran.output).toMatchObject({ contentType, encoding: 'utf8', truncated: false })
      expect(JSON.parse(ran.output?.data ?? '')).toEqual(input)
      expect(ran.durationMs).toBeGreaterThan(0)
    })

    it('passes on the lines of each stream in their order, and takes stdout as the output', async () => {
      const ran = await run(programs.lines)
      const numbered = (word: string) => Array.from({ length: 100 }, (_, i) => `${word} ${i}`)
      expect(ran).toMatchObject({ status: 'completed', stdout: numbered('out'), stderr: numbered('err') })
      expect(ran.output).toMatchObject({ contentType: 'text/plain', data: `${numbered('out').join('\n')}\n` })
      for (const { at } of ran.lines) expect(at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    })

    it('splits a line over 64 KiB, and loses nothing of it', async () => {
      const { stdout } = await run(programs.longLine)
      expect(stdout.join('')).toBe('x'.repeat(200_000))
      expect(stdout.every((line) => line.length <= LIMITS.logLineBytes)).toBe(true)
    })

    it('gives an output that is no text as base64', async () => {
      const { output } = await run(programs.bytes)
      expect(output).toMatchObject({ encoding: 'base64', data: '/wD+', bytes: 3, truncated: false })
    })

    it('says with what code a workload exited', async () => {
      expect(await run(programs.exits)).toMatchObject({ status: 'failed', cause: 'exit', exitCode: 7 })
    })

    it('says what a failed workload said, and nothing of this machine', async () => {
      const { code, cause, error } = programs.fails
      const ran = await run(code)
      expect(ran).toMatchObject({ status: 'failed', cause, error: expect.stringMatching(error) })
      expect(ran.error).not.toContain(import.meta.dirname.replace(/src.*/, ''))
    })

    it('ends what takes too long, with cause timeout', async () => {
      const ran = await run(programs.endless, { timeoutSeconds: 3 })
      expect(ran).toMatchObject({ status: 'failed', cause: 'timeout', exitCode: null })
      expect(ran.durationMs).toBeGreaterThanOrEqual(3000)
    })

    it('ends what takes too much memory, with cause memory', async () => {
      expect(await run(programs.memoryBomb, { memoryLimitMb: 192 })).toMatchObject({
        status: 'failed',
        cause: 'memory',
      })
    })

    it('ends what writes too much, with cause output, and keeps the first 4 MiB', async () => {
      const { status, cause, output } = await run(programs.outputFlood)
      expect({ status, cause }).toEqual({ status: 'failed', cause: 'output' })
      expect(output).toMatchObject({ truncated: true, encoding: 'utf8' })
      expect(output?.data.length).toBe(LIMITS.outputBytes)
      expect(output?.bytes).toBeGreaterThan(LIMITS.outputBytes)
    })

    it('kills what does not listen when it is asked to end', async () => {
      const kill = new AbortController()
      const ran = await runOnce(backend, { runtime, code: programs.deaf }, kill.signal, ({ line }) => {
        if (line === 'ready') kill.abort()
      })
      expect(ran).toMatchObject({ status: 'killed', cause: 'operator', stdout: ['ready'] })
    })

    it('kills what is to be killed before it has begun', async () => {
      const ran = await runOnce(backend, { runtime, code: programs.endless }, AbortSignal.abort())
      expect(ran).toMatchObject({ status: 'killed', cause: 'operator' })
    })

    it('runs two at once without mixing them up', async () => {
      const [long, short] = await Promise.all([run(programs.longLine), run(programs.lines)])
      expect(long.stdout.join('')).toHaveLength(200_000)
      expect(short.stdout).toHaveLength(100)
    })
  })
}
