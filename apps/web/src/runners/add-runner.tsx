'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Snippet } from '#/components/snippet.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { useMe } from '#/lib/me.tsx'
import { HELD_SNIPPET } from './held-snippet.ts'

/** The address is the reader’s own to fill in: another machine may know this server by another name. */
const RUN_SNIPPET = 'ISOLA_URL=http://127.0.0.1:4747 ISOLA_RUNNER_KEY=isk_… npx -y pnpm@12.21.0 runner'

/** What a runner is and how one is started; and, where none lives, how work gets done without. */
export const AddRunner = ({ none }: { none: boolean }) => (
  <Panel title={none ? 'None is connected' : 'Add a runner'} className="shrink-0">
    <div className="grid gap-4 border-line border-t p-3.5">
      <Part text={<Starting none={none} />} snippet={RUN_SNIPPET} what="the command" />
      {none && <Part text={<Holding />} snippet={HELD_SNIPPET} what="the snippet" />}
    </div>
  </Panel>
)

const Part = ({ text, snippet, what }: { text: ReactNode; snippet: string; what: string }) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 lg:items-start lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
    <div className="grid content-start gap-3 text-mute">{text}</div>
    <Snippet text={snippet} what={what} />
  </div>
)

function Starting({ none }: { none: boolean }) {
  const { role } = useMe()
  return (
    <>
      <p>
        <span className="text-text">A runner</span> asks this server for pending workloads, runs each in the
        isolation that was asked for, and reports what came of it. Started in a clone of Isola, on any machine
        that reaches this server, with a key of its own of the role runner.
      </p>
      {none && (
        <p>
          The server starts one beside itself, unless <code>ISOLA_EMBEDDED_RUNNER</code> is off or the key of
          that runner was revoked. <span className="text-text">Until one connects</span>, what is created here
          stays pending; after a while it becomes failed, cause unsupported.
        </p>
      )}
      {role === 'admin' && (
        <p>
          <Link href="/settings/keys" className={buttonClass()}>
            API keys
          </Link>
        </p>
      )}
    </>
  )
}

const Holding = () => (
  <p>
    <span className="text-text">Held workloads</span> need none: your own program runs them and reports what
    happens. Status, output, logs and history are kept as for any other.
  </p>
)
