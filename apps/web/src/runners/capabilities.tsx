import type { Capability } from '@isola/domain'
import { cn } from '#/lib/cn.ts'
import { Limits } from './limits.tsx'

/** What each probe of a runner found: what it runs, by what, and to which limits; or why not. */
export const Capabilities = ({ capabilities }: { capabilities: Capability[] }) => (
  <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
    {capabilities.map(({ isolation, available, runtimes, version, enforces, reason }) => (
      <div key={isolation} className="contents">
        <dt className={cn(!available && 'text-mute')}>{isolation}</dt>
        <dd className="min-w-0 break-words">
          {available ? runtimes.join(', ') : <span className="text-mute">not available</span>}
          {version && <span className="text-mute"> · {version}</span>}
          <span className="block text-fact text-mute">
            {available ? (
              <>
                holds to <Limits enforces={enforces} />
              </>
            ) : (
              reason
            )}
            {available && reason && <span className="block">{reason}</span>}
          </span>
        </dd>
      </div>
    ))}
  </dl>
)
