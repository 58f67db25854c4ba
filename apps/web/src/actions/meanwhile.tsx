import type { LastEvent, WorkloadStatus } from '@isola/domain'
import { Status } from '#/components/status.tsx'
import { Button } from '#/components/ui/button.tsx'
import { RelativeTime } from '#/lib/time.tsx'
import { actorName, DID } from './event-words.ts'

interface MeanwhileProps {
  event: LastEvent
  status: WorkloadStatus
  onCancel(): void
  onGoOn(): void
}

/** Somebody was faster: who, what, when and why. Nothing of ours was written. */
export const Meanwhile = ({ event, status, onCancel, onGoOn }: MeanwhileProps) => (
  <>
    <div role="alert" className="grid gap-1.5 rounded-lg border border-line-strong px-3 py-2.5">
      <p className="font-medium">It changed meanwhile. Nothing of yours was written.</p>
      <p className="break-words">
        <bdi className="font-medium">{actorName(event.actor)}</bdi> {DID[event.kind]}{' '}
        <RelativeTime at={event.at} className="text-mute" />
      </p>
      {event.reason && (
        <p className="max-h-32 overflow-y-auto break-words text-mute">
          “<bdi>{event.reason}</bdi>”
        </p>
      )}
      <p className="flex items-center gap-1.5">
        <span className="text-mute">It is now</span> <Status status={status} />
      </p>
    </div>
    <div className="flex justify-end gap-2">
      <Button onClick={onCancel}>Leave it so</Button>
      <Button look="primary" onClick={onGoOn}>
        Go on from here
      </Button>
    </div>
  </>
)
