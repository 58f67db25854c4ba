'use client'
import { type ReactElement, useState } from 'react'
import { Dialog, DialogContent, DialogTrigger } from '#/components/ui/dialog.tsx'
import { Account } from './account.tsx'
import { Nav } from './nav.tsx'

export function MobileMenu({ trigger }: { trigger: ReactElement }) {
  const [open, setOpen] = useState(true)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent
        title="Isola"
        className="top-0 left-0 h-dvh max-h-none w-64 translate-x-0 translate-y-0 rounded-none border-y-0 border-l-0"
      >
        <Nav onNavigate={() => setOpen(false)} />
        <div className="flex-1" />
        <Account />
      </DialogContent>
    </Dialog>
  )
}
