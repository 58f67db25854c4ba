import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { scratchFolder } from '../../sqlite/migrate-testing.ts'
import { sayFigures } from '../figures.ts'
import { crashState, randomFrom } from './power-loss.ts'
import { type Damage, findDamage } from './survivors.ts'
import { straceWorks, traceWriter } from './trace.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const [traces, statesOfTrace] = full ? [5, 200] : [1, 15]
const load = { callers: 8, acknowledgements: 200, checkpointEvery: 40 }
const timeout = full ? 3_600_000 : 120_000

type Verdict = Damage & { state: string; acknowledged: number }

/** Fails the power after operations drawn by chance, over the whole life of a writer from its first one on. */
async function failThePower(durability: 'full' | 'normal'): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (let trace = 0; trace < traces; trace++) {
    const folder = scratchFolder()
    const operations = traceWriter(folder, durability, load)
    for (let index = 0; index < statesOfTrace; index++) {
      const seed = Math.floor(Math.random() * 2 ** 32)
      const random = randomFrom(seed)
      const cut = 1 + Math.floor(random() * operations.length)
      const { files, said } = crashState(operations, cut, random)
      const rest = join(folder, `after-${index}`)
      mkdirSync(rest)
      for (const [name, bytes] of files) writeFileSync(join(rest, name), bytes)
      const state = `seed ${seed}, ${cut} of ${operations.length} operations`
      const acknowledged = Math.max(0, said.split('\n').length - 2)
      verdicts.push({ ...(await findDamage(join(rest, 'isola.db'), said)), state, acknowledged })
    }
  }
  return verdicts
}

/** In CI strace has to be there; elsewhere its absence is said aloud. */
function needStrace({ skip }: TestContext): void {
  if (straceWorks()) return
  if (process.env.CI) throw new Error('strace does not work here, and CI must not do without it')
  sayFigures('power loss', { 'NOT TESTED': 'strace is missing or may not trace (apt-get install strace)' })
  skip('needs strace')
}

const total = (verdicts: Verdict[], of: (verdict: Verdict) => number) =>
  verdicts.reduce((sum, verdict) => sum + of(verdict), 0)

describe('power loss', () => {
  it('loses nothing that was acknowledged under full durability, and corrupts nothing', {
    timeout,
  }, async (context) => {
    needStrace(context)
    const verdicts = await failThePower('full')
    expect(verdicts.filter(({ lost, corrupt }) => lost.length + corrupt.length > 0)).toEqual([])
    sayFigures('power loss, full, 0 lost, 0 corrupt', {
      states: verdicts.length,
      acknowledged: total(verdicts, ({ acknowledged }) => acknowledged),
    })
  })

  it('loses acknowledged writes under normal durability, so that the model can tell, and corrupts nothing', {
    timeout,
  }, async (context) => {
    needStrace(context)
    const verdicts = await failThePower('normal')
    expect(verdicts.filter(({ corrupt }) => corrupt.length > 0)).toEqual([])
    const losing = verdicts.filter(({ lost }) => lost.length > 0).length
    expect(losing).toBeGreaterThan(0)
    sayFigures('power loss, normal, 0 corrupt', {
      states: verdicts.length,
      'that lost acknowledged steps': losing,
      'steps lost': total(verdicts, ({ lost }) => lost.length),
    })
  })
})
