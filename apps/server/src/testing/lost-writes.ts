import { join } from 'node:path'
import { openStore } from '@isola/store'

/** Acknowledged writes that the record does not have, and whatever else is wrong with it. */
export async function findDamage(
  dataDir: string,
  acknowledged: ReadonlyMap<string, number>,
): Promise<{ lost: string[]; problems: unknown[] }> {
  const store = await openStore({ url: `file:${join(dataDir, 'isola.db')}` })
  try {
    const lost: string[] = []
    for (const [id, revision] of acknowledged) {
      const found = await store.getWorkload(id).catch(() => null)
      if (!found || found.revision < revision) lost.push(`${id} at revision ${revision}`)
    }
    return { lost, problems: (await store.verify()).problems }
  } finally {
    await store.close()
  }
}

/** Says what a fault test has seen, for docs/reliability.md: a line in the output of the run. */
export function sayFigures(what: string, figures: Record<string, number | string>): void {
  const said = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
  process.stdout.write(`${what}: ${said.join(', ')}\n`)
}
