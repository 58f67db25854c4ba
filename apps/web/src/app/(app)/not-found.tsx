import Link from 'next/link'
import { Page } from '#/components/shell/page.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Empty } from '#/components/ui/states.tsx'

export const metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <Page title="No such page">
      <Empty title="There is no page at this address">
        <p>Was the address cut short? Search with the field above: it finds workloads by name and by id.</p>
        <p className="mt-3 flex justify-center gap-2">
          <Link href="/" className={buttonClass()}>
            Overview
          </Link>
          <Link href="/workloads" className={buttonClass()}>
            Workloads
          </Link>
        </p>
      </Empty>
    </Page>
  )
}
