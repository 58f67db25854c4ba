'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogContent } from '#/components/ui/dialog.tsx'
import { Failure, Skeleton } from '#/components/ui/states.tsx'
import { useMe } from '#/lib/me.tsx'
import { useTRPC } from '#/trpc/client.tsx'
import type { ActProps } from './act-props.ts'
import { AmendForm } from './amend-form.tsx'
import type { Amendment } from './amendment.ts'
import { Meanwhile } from './meanwhile.tsx'
import { whyNotAmend } from './permissions.ts'
import { Subject } from './subject.tsx'
import { useBase } from './use-base.ts'

/** Corrects what an ended workload's record says; its status is another matter. */
export function AmendDialog({ workload, onDone }: ActProps) {
  const trpc = useTRPC()
  const state = useBase(workload)
  const { present, meanwhile, goOn } = state
  const me = useMe()
  const [amendment, setAmendment] = useState<Amendment>({})
  const [reason, setReason] = useState('')
  const { data, error, refetch } = useQuery(trpc.workload.get.queryOptions({ id: workload.id }))
  return (
    <DialogContent
      title="Amend the record"
      description={<Subject workload={present ?? workload} />}
      className="w-[min(640px,calc(100vw-2rem))]"
    >
      {present && meanwhile ? (
        <Meanwhile event={meanwhile} status={present.status} onCancel={onDone} onGoOn={goOn} />
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <AmendForm
          state={state}
          whole={data}
          amendment={amendment}
          onAmend={setAmendment}
          reason={reason}
          onReason={setReason}
          unavailable={present ? whyNotAmend(me, present) : 'It was deleted meanwhile'}
          onDone={onDone}
        />
      ) : (
        <Skeleton className="h-60" />
      )}
    </DialogContent>
  )
}
