'use client'
import { LIMITS } from '@isola/domain'
import { useState } from 'react'
import { Field, Textarea } from '#/components/ui/field.tsx'
import { useMe } from '#/lib/me.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { ActProps } from './act-props.ts'
import { whyNotOperate } from './permissions.ts'
import { useNote } from './use-actions.ts'

export function NoteDialog({ workload, onDone }: ActProps) {
  const me = useMe()
  const note = useNote()
  const [text, setText] = useState('')
  return (
    <ActDialog
      title="Leave a note"
      workload={workload}
      unavailable={() => whyNotOperate(me)}
      consequence={() => 'For everyone who reads its history. It changes nothing else, and stays for good.'}
      verb="Leave note"
      missing={text.trim() ? undefined : 'Write something first'}
      busy={note.isPending}
      error={note.error}
      act={() => note.run(workload, text.trim())}
      onDone={onDone}
    >
      <Field label="Note">
        <Textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={LIMITS.noteLength}
          className="min-h-24"
          required
        />
      </Field>
    </ActDialog>
  )
}
