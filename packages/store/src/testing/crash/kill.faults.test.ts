import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from '../../sqlite/migrate-testing.ts'
import { sayFigures } from '../figures.ts'
import { findDamage } from './survivors.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const kills = full ? 200 : 3
const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))

/** Resolves when the process is dead, with everything it acknowledged: the pipe outlives it. */
async function killAfter(file: string, acknowledgements: number): Promise<string> {
  const child = spawn(process.execPath, [WRITER, file, 'full', '64', '0', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  let lines = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
    lines += chunk.split('\n').length - 1
    if (lines > acknowledgements) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(child.signalCode).toBe('SIGKILL')
  return said
}

describe('kill −9 during writes', () => {
  it(`loses nothing that was acknowledged and leaves nothing half done (${kills} times)`, {
    timeout: kills * 20_000,
  }, async () => {
    const tally = { kills: 0, acknowledged: 0, workloads: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const file = join(scratchFolder(), 'isola.db')
      // The first as soon as the file is open, then anywhere; the moment within a batch is chance's.
      const said = await killAfter(file, kill === 0 ? 0 : Math.floor(Math.random() * 3_000))
      const { lost, corrupt, workloads } = await findDamage(file, said)
      expect({ kill, lost, corrupt }).toEqual({ kill, lost: [], corrupt: [] })
      tally.kills++
      tally.acknowledged += said.split('\n').length - 2
      tally.workloads += workloads
    }
    sayFigures('kill −9 during writes, 0 lost, 0 corrupt', tally)
  })

  it('loses nothing either when the process that recovers is killed in its turn', {
    timeout: 60_000,
  }, async () => {
    const file = join(scratchFolder(), 'isola.db')
    const first = await killAfter(file, 500)
    const second = await killAfter(file, 500)
    expect(await findDamage(file, first + second)).toMatchObject({ lost: [], corrupt: [] })
  })
})
