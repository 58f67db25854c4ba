import { pino } from 'pino'
import { expect, it } from 'vitest'
import { undoOnFailure } from './undo-on-failure.ts'

function logged() {
  const lines: string[] = []
  return { lines, log: pino({}, { write: (line: string) => void lines.push(line) }) }
}

it('a start that fails says why, even when undoing it fails too, and everything is undone', async () => {
  const { lines, log } = logged()
  const undone: string[] = []
  const start = undoOnFailure(log, async (undo) => {
    undo.defer(() => void undone.push('store'))
    undo.defer(() => {
      throw new Error('the port is stuck')
    })
    throw new Error('there is no secret')
  })
  await expect(start).rejects.toThrow('there is no secret')
  expect(undone).toEqual(['store'])
  expect(lines).toEqual([expect.stringContaining('the port is stuck')])
})

it('a start that succeeds undoes nothing', async () => {
  const { lines, log } = logged()
  const undone: string[] = []
  const start = undoOnFailure(log, async (undo) => {
    undo.defer(() => void undone.push('store'))
    return 'started'
  })
  expect(await start).toBe('started')
  expect({ undone, lines }).toEqual({ undone: [], lines: [] })
})
