'use client'
import type { CreatedApiKey } from '@isola/domain'
import { toast } from 'sonner'
import { Button } from '#/components/ui/button.tsx'
import { Dialog, DialogContent } from '#/components/ui/dialog.tsx'

/** A stray click or Esc does not close it: what it shows is gone then. */
export function KeyOnce({ made: { name, role, key }, onClose }: { made: CreatedApiKey; onClose(): void }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(key)
      toast.success('Copied the key')
    } catch {
      toast.error('The browser did not allow copying: select the key instead')
    }
  }
  const stay = (event: Event) => event.preventDefault()
  return (
    <Dialog open>
      <DialogContent
        title={`The key “${name}”`}
        description="This is the only time that it is shown: here it is kept as a hash. Put it where the program finds it, now."
        onEscapeKeyDown={stay}
        onInteractOutside={stay}
      >
        <code className="select-all break-all rounded-md border border-line bg-bg p-2.5 font-mono">
          {key}
        </code>
        <p className="text-fact text-mute">
          Role {role}. Sent as <span className="font-mono">Authorization: Bearer {key.slice(0, 8)}…</span>
        </p>
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>I have it, close</Button>
          <Button look="primary" autoFocus onClick={() => void copy()}>
            Copy key
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}
