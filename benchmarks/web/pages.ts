export interface PageUnderTest {
  name: string
  path: string
  /** Is there, and seen, when the page shows its data. */
  data: string
  /** Kilobytes of scripts that the page may take. */
  scriptsAtMost?: number
}

export const PAGES: PageUnderTest[] = [
  { name: 'Overview', path: '/', data: 'main li a[href^="/workloads/"]' },
  { name: 'Workloads', path: '/workloads', data: 'main tbody tr[data-id]', scriptsAtMost: 200 },
  { name: 'Workload', path: '/workloads/[id]', data: 'main [role=tablist]' },
]
