import { NearLink } from '../near-link.tsx'
import { Account } from './account.tsx'
import { Logo } from './logo.tsx'
import { Nav } from './nav.tsx'

export const Sidebar = () => (
  <aside className="sticky top-0 hidden h-dvh w-[200px] shrink-0 flex-col border-line border-r bg-panel px-2.5 py-3.5 md:flex">
    <NearLink href="/" className="flex items-center gap-2 px-2 pt-1 pb-3.5 font-semibold text-title">
      <Logo /> Isola
    </NearLink>
    <Nav />
    <div className="flex-1" />
    <Account />
  </aside>
)
