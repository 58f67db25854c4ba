import { NearLink } from './near-link.tsx'
import { buttonClass } from './ui/button.tsx'

/** In the bar of a page, where there is room for it. */
export const NewWorkloadLink = () => (
  <NearLink href="/workloads/new" className={buttonClass('primary', 'hidden sm:inline-flex')}>
    New workload
  </NearLink>
)
