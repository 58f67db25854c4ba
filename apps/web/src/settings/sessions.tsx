'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Button } from '#/components/ui/button.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { endSession, listSessions } from '#/lib/sign-in.ts'
import { RelativeTime } from '#/lib/time.tsx'
import { browserOf } from './browser-of.ts'

export const SESSIONS = ['sessions']

/** Where one is signed in, and a way to end what one does not know. */
export function Sessions() {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery({ queryKey: SESSIONS, queryFn: listSessions })
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: SESSIONS }),
    onError: ({ message }) => toast.error('The session could not be ended', { description: message }),
  })
  return (
    <Panel title="Sessions">
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-3.5 h-10" />}
      <ul aria-label="Your sessions" className="divide-y divide-line border-line border-t empty:border-0">
        {data?.map(({ token, current, userAgent, ipAddress, createdAt }) => (
          <li key={token} className="flex items-center justify-between gap-3 px-3.5 py-2">
            <div className="min-w-0">
              <p className="truncate" title={userAgent ?? undefined}>
                {browserOf(userAgent)}
                {current && <span className="text-mute"> · this one</span>}
              </p>
              <p className="text-fact text-mute">
                signed in <RelativeTime at={createdAt} />
                {ipAddress && ` from ${ipAddress}`}
              </p>
            </div>
            {!current && (
              <Button
                look="quiet"
                aria-label={`End the session of ${browserOf(userAgent)}`}
                disabled={end.isPending}
                onClick={() => end.mutate(token)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
