import type { Figure } from '../figure.ts'
import { latencies, median, throughput } from '../measure.ts'
import { CALLERS } from '../options.ts'
import { rawSide } from '../raw/raw-side.ts'
import { type Side, WRITES } from '../raw/side.ts'
import { storeSide } from '../raw/store-side.ts'
import type { Group, Setting } from './group.ts'

/** Of one round: the lone caller's median in ms, and the throughput of 64 callers, of each write. */
type Measured = Map<string, number>

const LONE = [...WRITES, 'append'] as const

/** The store beside raw better-sqlite3, in turns, on copies of the same record. */
export const pairedWrites: Group = {
  name: 'writes',
  writes: true,
  async measure({ options, size, copy }: Setting): Promise<Figure[]> {
    const sides = { raw: await rawSide(copy('raw')), store: await storeSide(copy('store')) }
    const rounds: { raw: Measured; store: Measured }[] = []
    // The first round warms up and is not counted.
    for (let number = 0; number <= options.rounds; number++) {
      // Who comes first alternates, so that neither always has the quieter disk.
      const names = number % 2 === 0 ? (['raw', 'store'] as const) : (['store', 'raw'] as const)
      const round = { raw: new Map(), store: new Map() }
      for (const name of names) {
        round[name] = await measureRound(sides[name], options.loneOperations, options.sharedOperations)
        sides[name].checkpoint()
      }
      if (number > 0) rounds.push(round)
    }
    await sides.raw.close()
    await sides.store.close()
    return figures(rounds, size)
  },
}

async function measureRound(side: Side, lone: number, shared: number): Promise<Measured> {
  const measured: Measured = new Map()
  const alone = side.create(lone)
  const together = side.create(shared)
  measured.set('create', median(await latencies(alone.operations)))
  measured.set('running', median(await latencies(side.running(alone.ids))))
  measured.set('append', median(await latencies(side.append(alone.ids))))
  measured.set('completed', median(await latencies(side.completed(alone.ids))))
  measured.set('64 create', await throughput(together.operations, CALLERS))
  measured.set('64 running', await throughput(side.running(together.ids), CALLERS))
  measured.set('64 completed', await throughput(side.completed(together.ids), CALLERS))
  return measured
}

const TITLES = {
  create: 'create',
  running: 'update to running',
  completed: 'update to completed, 1 KiB of output',
  append: 'append 20 log lines',
}

function figures(rounds: { raw: Measured; store: Measured }[], size: number): Figure[] {
  const of = (key: string) => {
    const store = rounds.map((round) => round.store.get(key) ?? Number.NaN)
    const raw = rounds.map((round) => round.raw.get(key) ?? Number.NaN)
    return {
      size,
      value: median(store),
      beside: { what: 'raw', value: median(raw) },
      ratio: median(store.map((value, index) => value / (raw[index] ?? Number.NaN))),
    }
  }
  return [
    ...LONE.map(
      (write): Figure => ({
        name: `${TITLES[write]}, one caller, p50`,
        unit: 'ms',
        ...of(write),
        target: { of: 'ratio', atMost: write === 'append' ? 2 : 1.5 },
      }),
    ),
    ...WRITES.map(
      (write): Figure => ({
        name: `${TITLES[write]}, ${CALLERS} callers`,
        unit: '/s',
        ...of(`64 ${write}`),
        target: { of: 'ratio', atLeast: 4 },
      }),
    ),
  ]
}
