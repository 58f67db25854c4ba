import { formatCount } from '#/lib/format-count.ts'
import { idTail } from '#/lib/id-tail.ts'
import type { Outcome } from './use-bulk.ts'

interface BulkOutcomesProps {
  outcomes: readonly Outcome[]
  total: number
  state: string
}

export function BulkOutcomes({ outcomes, total, state }: BulkOutcomesProps) {
  const failed = outcomes.filter((outcome) => outcome.failed)
  const left = total - outcomes.length
  return (
    <>
      <div>
        <progress
          value={outcomes.length}
          max={total}
          aria-label="Progress"
          className="h-1 w-full appearance-none overflow-hidden rounded-sm [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
        <p role="status" className="text-mute">
          {formatCount(outcomes.length)} of {formatCount(total)}
          {failed.length > 0 && (
            <span className="text-failed"> · {formatCount(failed.length)} could not be</span>
          )}
          {state === 'cancelled' && left > 0 && ` · stopped, ${formatCount(left)} not tried`}
        </p>
      </div>
      {/* What went wrong stands first: the rest is as wished. */}
      <ul className="max-h-[40dvh] overflow-y-auto border-line border-t">
        {[...failed, ...outcomes.filter((outcome) => !outcome.failed)].map(
          ({ workload, text, failed: bad }) => (
            <li key={workload.id} className="flex gap-2 border-line border-b py-1.5">
              <span className="max-w-[45%] shrink-0 truncate">
                {workload.name ?? 'unnamed'}{' '}
                <span className="font-mono text-[11.5px] text-mute">{idTail(workload.id)}</span>
              </span>
              <span className={bad ? 'flex-1 text-right text-failed' : 'flex-1 text-right text-mute'}>
                {text}
              </span>
            </li>
          ),
        )}
      </ul>
    </>
  )
}
