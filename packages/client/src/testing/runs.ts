import { expect } from 'vitest'
import type { IsolaClient } from '../create-isola-client.ts'
import type { RunInput } from '../run.ts'

export const code = (text: string): RunInput => ({ runtime: 'node', isolation: 'isolate', code: text })

/** Says so, and goes on for ever. */
export const endless = code('console.log("begun"); await new Promise(() => setInterval(() => {}, 1_000))')

/** The only workload of a name. */
export async function named(client: IsolaClient, name: string) {
  const { items } = await client.workload.list.query({ filter: { text: name } })
  expect(items).toHaveLength(1)
  return client.workload.get.query({ id: items[0]?.id ?? '' })
}

export const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.unreachable('it resolved'),
    (reason: unknown) => reason,
  )
