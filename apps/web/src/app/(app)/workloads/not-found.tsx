import Link from 'next/link'
import { Page } from '#/components/shell/page.tsx'
import { buttonClass } from '#/components/ui/button.tsx'
import { Empty } from '#/components/ui/states.tsx'

export default function WorkloadNotFound() {
  return (
    <Page title="No such workload">
      <Empty title="There is no workload with this id">
        <p>
          Is the id whole? It has 26 characters, and a retry gets a new one. Should the workload have been
          deleted, admins still see its history here.
        </p>
        <p className="mt-3">
          <Link href="/workloads" className={buttonClass()}>
            All workloads
          </Link>
        </p>
      </Empty>
    </Page>
  )
}
