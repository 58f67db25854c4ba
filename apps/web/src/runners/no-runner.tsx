'use client'
import Link from 'next/link'
import { Snippet } from '#/components/snippet.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { useMe } from '#/lib/me.tsx'
import { HELD_SNIPPET } from './held-snippet.ts'

/** What a runner is, and how work gets done without one. */
export function NoRunner() {
  const { role } = useMe()
  return (
    <Panel title="None is connected">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 border-line border-t p-3.5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <div className="grid content-start gap-3 text-mute">
          <p>
            <span className="text-text">A runner</span> is a program that asks this server for pending
            workloads, runs each in the isolation that was asked for, and reports what came of it. It signs in
            with a key of the role runner, from this machine or from any other.
          </p>
          <p>
            <span className="text-text">Until one connects</span>, what is created here stays pending. After a
            while it becomes failed, cause unsupported.
          </p>
          <p>
            <span className="text-text">Held workloads</span> need none: your own program runs them and
            reports what happens. Status, output, logs and history are kept as for any other.
          </p>
          {role === 'admin' && (
            <p>
              <Link href="/settings/keys" className={buttonClass()}>
                API keys
              </Link>
            </p>
          )}
        </div>
        <Snippet text={HELD_SNIPPET} what="the snippet" />
      </div>
    </Panel>
  )
}
