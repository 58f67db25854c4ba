import type { ReactNode } from 'react'
import { TopBar } from './top-bar.tsx'

interface PageProps {
  title: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  children: ReactNode
}

/** A page inside the shell: its bar, and what scrolls under it. */
export const Page = ({ title, actions, children }: PageProps) => (
  <>
    <TopBar title={title} actions={actions} />
    <main
      id="main"
      tabIndex={-1}
      className="flex min-w-0 flex-1 flex-col gap-3.5 px-4 py-4 outline-none md:px-5"
    >
      {children}
    </main>
  </>
)
