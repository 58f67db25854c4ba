'use client'
import { ISOLATIONS, RUNTIMES } from '@isola/domain'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { Panel } from '#/components/ui/panel.tsx'
import { formatCount } from '#/lib/format-count.ts'
import { useTRPC } from '#/trpc/client.tsx'

/** Every cell of runtime and isolation, each a link to its workloads; one question an isolation. */
export function IsolationGrid() {
  const trpc = useTRPC()
  const columns = useQueries({
    queries: ISOLATIONS.map((isolation) => trpc.stats.summary.queryOptions({ isolation })),
  })
  const shown = ISOLATIONS.map((isolation, i) => ({ isolation, stats: columns[i]?.data })).filter(
    ({ isolation, stats }) => isolation !== 'auto' || (stats?.total ?? 0) > 0,
  )
  return (
    <Panel title="Runtime × isolation">
      <div className="overflow-x-auto">
        <table className="w-full">
          <thead>
            <tr className="text-fact text-mute">
              <th className="px-3.5 py-1.5" />
              {shown.map(({ isolation }) => (
                <th key={isolation} scope="col" className="px-3.5 py-1.5 text-right font-medium">
                  {isolation}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {RUNTIMES.map((runtime) => (
              <tr key={runtime} className="h-row border-line border-t">
                <th scope="row" className="px-3.5 text-left font-normal">
                  {runtime}
                </th>
                {shown.map(({ isolation, stats }) => (
                  <td key={isolation} className="px-3.5 text-right">
                    <Cell isolation={isolation} runtime={runtime} count={stats?.byRuntime[runtime] ?? 0} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const Cell = ({ isolation, runtime, count }: { isolation: string; runtime: string; count: number }) =>
  count === 0 ? (
    <span className="text-faint">–</span>
  ) : (
    <Link href={`/workloads?isolation=${isolation}&runtime=${runtime}`} className="hover:underline">
      {formatCount(count)}
    </Link>
  )
