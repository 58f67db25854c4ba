'use client'
import type { WorkloadSummary } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import { Tabs } from 'radix-ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { searchParams, type Tab } from '#/app/(app)/workloads/[id]/search-params.ts'
import { Skeleton } from '#/components/ui/states.tsx'
import { formatBytes, formatTotal } from '#/lib/format-count.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { Details } from './details.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { useEvents } from './history/use-events.ts'
import { alikeInput, retriesInput } from './related/related-inputs.ts'

const loading = () => <Skeleton className="h-64 rounded-[10px]" />
// Each is loaded when its tab is opened.
const OutputTab = dynamic(() => import('./output/output-tab.tsx').then((module) => module.OutputTab), {
  loading,
})
const LogTab = dynamic(() => import('./logs/log-tab.tsx').then((module) => module.LogTab), { loading })
const CodeTab = dynamic(() => import('./code/code-tab.tsx').then((module) => module.CodeTab), { loading })
const HistoryTab = dynamic(() => import('./history/history-tab.tsx').then((module) => module.HistoryTab), {
  loading,
})
const RelatedTab = dynamic(() => import('./related/related-tab.tsx').then((module) => module.RelatedTab), {
  loading,
})
const JsonTab = dynamic(() => import('./json-tab.tsx').then((module) => module.JsonTab), { loading })

export function WorkloadTabs({ workload }: { workload: WorkloadSummary }) {
  const [{ tab }, setQuery] = useQueryStates({ tab: searchParams.tab, line: searchParams.line })
  const related = useRelatedCount(workload)
  const { data: events, hasNextPage: more } = useEvents(workload.id)
  const list = useActiveInSight(tab)
  const { id, logBytes } = workload
  const select = (next: string) => void setQuery({ tab: next as Tab, ...(next !== 'logs' && { line: null }) })
  return (
    <Tabs.Root value={tab} onValueChange={select} className="flex min-w-0 flex-1 flex-col gap-3.5">
      <Tabs.List
        ref={list}
        aria-label="What there is of it"
        className="-mx-1 flex shrink-0 gap-1 overflow-x-auto px-1 py-0.5"
      >
        <Trigger tab="output">Output</Trigger>
        <Trigger tab="logs" figure={logBytes > 0 && formatBytes(logBytes)}>
          Logs
        </Trigger>
        <Trigger tab="code">Code and input</Trigger>
        <Trigger
          tab="history"
          figure={events && `${events.pages.flatMap(({ items }) => items).length}${more ? '+' : ''}`}
        >
          History
        </Trigger>
        <Trigger tab="related" figure={related}>
          Related
        </Trigger>
        <Trigger tab="json">JSON</Trigger>
      </Tabs.List>
      <Content tab="output">
        <Beside workload={workload}>
          <ErrorPanel workload={workload} />
          <OutputTab workload={workload} />
        </Beside>
      </Content>
      <Content tab="logs">
        <LogTab workload={workload} />
      </Content>
      <Content tab="code">
        <Beside workload={workload}>
          <CodeTab id={id} />
        </Beside>
      </Content>
      <Content tab="history">
        <Beside workload={workload}>
          <HistoryTab id={id} />
          <ErrorPanel workload={workload} />
        </Beside>
      </Content>
      <Content tab="related">
        <Beside workload={workload}>
          <RelatedTab workload={workload} />
        </Beside>
      </Content>
      <Content tab="json">
        <JsonTab id={id} />
      </Content>
    </Tabs.Root>
  )
}

function Trigger({
  tab,
  figure,
  children,
}: {
  tab: Tab
  figure?: string | false | null | undefined
  children: ReactNode
}) {
  return (
    <Tabs.Trigger
      value={tab}
      className="flex shrink-0 items-center gap-[7px] whitespace-nowrap rounded-md px-2.5 py-1 text-mute hover:text-text data-[state=active]:bg-hover data-[state=active]:font-medium data-[state=active]:text-text"
    >
      {children}
      {figure ? <span className="font-normal text-fact text-faint">{figure}</span> : null}
    </Tabs.Trigger>
  )
}

const Content = ({ tab, children }: { tab: Tab; children: ReactNode }) => (
  <Tabs.Content value={tab} className="flex min-w-0 flex-1 flex-col outline-none">
    {children}
  </Tabs.Content>
)

/** What a tab shows, and the details at its side. */
const Beside = ({ workload, children }: { workload: WorkloadSummary; children: ReactNode }) => (
  <div className="grid min-w-0 gap-3.5 lg:grid-cols-[minmax(0,1.9fr)_minmax(280px,1fr)]">
    <div className="flex min-w-0 flex-col gap-3.5">{children}</div>
    <Details workload={workload} />
  </div>
)

/** Where the tabs do not fit, the chosen one is scrolled to. */
function useActiveInSight(tab: Tab) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current
      ?.querySelector('[data-state=active]')
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [tab])
  return list
}

function useRelatedCount(workload: WorkloadSummary): string | null {
  const trpc = useTRPC()
  const retries = useQuery(trpc.workload.list.queryOptions(retriesInput(workload.id))).data
  const alike = useQuery(trpc.workload.list.queryOptions(alikeInput(workload))).data
  if (!retries || !alike) return null
  // Retries are equal work, so they are among the alike; it is itself too.
  const count = Math.max(alike.total.count - 1, retries.total.count)
  return count === 0 ? null : formatTotal({ count, exact: alike.total.exact })
}
