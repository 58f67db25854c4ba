'use client'
import type { JsonValue } from '@isola/domain'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { CopyButton } from '#/components/copy-id.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Empty, Failure, Skeleton } from '#/components/ui/states.tsx'
import { formatBytes } from '#/lib/format-count.ts'
import { useTRPC } from '#/trpc/client.tsx'
import { jsonLines } from '../output/json-lines.ts'
import { JsonTree } from '../output/json-tree.tsx'
import { TextView } from '../text/text-view.tsx'

/** What was asked to be run, as it was given. */
export function CodeTab({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.workload.get.queryOptions({ id }))
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton className="h-64 rounded-[10px]" />
  const { code, image, input, runtime } = data
  if (code === null && image === null && input === null) {
    return (
      <Panel title="Code and input">
        <Empty title="It came without code">
          Its creator runs it and reports: what it runs stays there. An image or an input was not given
          either.
        </Empty>
      </Panel>
    )
  }
  return (
    <>
      {image !== null && (
        <Panel title="Image" actions={<CopyButton text={image} what="image" />}>
          <p className="break-all px-3.5 pb-3 font-mono text-fact">
            <bdi>{image}</bdi>
          </p>
        </Panel>
      )}
      {code !== null && (
        <Panel
          title={<Sized name="Code" text={code} more={runtime} />}
          actions={<CopyButton text={code} what="code" />}
        >
          <TextView text={code} label="Code" />
        </Panel>
      )}
      <InputPanel input={input} />
    </>
  )
}

function InputPanel({ input }: { input: JsonValue | null }) {
  const text = useMemo(() => (input === null ? null : JSON.stringify(input, null, 2)), [input])
  const lines = useMemo(() => (text === null ? null : jsonLines(text)), [text])
  if (text === null) {
    return (
      <Panel title="Input">
        <p className="px-3.5 pb-3 text-mute">None: the code is called without input.</p>
      </Panel>
    )
  }
  return (
    <Panel
      title={<Sized name="Input" text={text} more="JSON" />}
      actions={<CopyButton text={text} what="input" />}
    >
      {lines ? (
        <JsonTree lines={lines} label="Input" hint="Copy has all of it" />
      ) : (
        <TextView text={text} label="Input" wrap />
      )}
    </Panel>
  )
}

const Sized = ({ name, text, more }: { name: string; text: string; more: string }) => (
  <>
    {name}{' '}
    <span className="ml-1 font-normal text-faint">
      {more} · {formatBytes(text.length)}
    </span>
  </>
)
