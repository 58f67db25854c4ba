import type { ReactNode } from 'react'
import { Logo } from './shell/logo.tsx'

/** What those see who have not come in yet. */
export const Entrance = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="mx-auto flex min-h-dvh w-[min(340px,calc(100vw-2rem))] flex-col justify-center gap-5 pb-[12vh]">
    <div className="grid gap-3">
      <p className="flex items-center gap-2 font-semibold text-title">
        <Logo /> Isola
      </p>
      <h1 className="font-semibold text-[18px] leading-tight">{title}</h1>
    </div>
    {children}
  </main>
)
