'use client'
import type { WorkloadPage } from '@isola/domain'
import Link from 'next/link'
import { CopyButton } from '#/components/copy-id.tsx'
import { Button, buttonClass } from '#/components/ui/button.tsx'
import { Empty } from '#/components/ui/states.tsx'
import { formatExact, useTimes } from '#/lib/time.tsx'
import { CLIENT_SNIPPET } from './client-snippet.ts'
import { clearAll, isFiltered } from './filter-fields.ts'
import { useView } from './use-view.ts'

/** Why the list is empty, and what to do about it. */
export function Nothing({ page }: { page: WorkloadPage }) {
  const { params, set, setFilter } = useView()
  const { zone } = useTimes()
  if (page.searchedTo) {
    return (
      <Empty title={`Nothing found back to ${formatExact(page.searchedTo, zone).replace(/\.\d+/, '')}`}>
        <p className="pb-3">One request looks at 20,000 workloads. There are more.</p>
        <Button onClick={() => set({ cursor: page.nextCursor })}>Continue searching</Button>
      </Empty>
    )
  }
  if (isFiltered(params)) {
    return (
      <Empty title="Nothing matches the filter">
        <Button onClick={() => setFilter(clearAll)}>Clear the filter</Button>
      </Empty>
    )
  }
  if (params.cursor) {
    return (
      <Empty title="Nothing is on this page any more">
        <Button onClick={() => set({ cursor: null })}>Go to the first page</Button>
      </Empty>
    )
  }
  return <FirstSteps />
}

const FirstSteps = () => (
  <Empty title="No workload has been recorded yet">
    <p className="pb-3">Create one here, or submit one from a program of yours with an API key:</p>
    <div className="relative rounded-lg border border-line bg-panel text-left">
      <CopyButton text={CLIENT_SNIPPET} what="the snippet" className="absolute top-2 right-2 p-1" />
      <pre className="overflow-x-auto p-3.5 pr-9 font-mono text-[11.5px] text-text">{CLIENT_SNIPPET}</pre>
    </div>
    <Link href="/workloads/new" className={buttonClass('primary', 'mt-4')}>
      New workload
    </Link>
  </Empty>
)
