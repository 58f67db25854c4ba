import type { Role } from '@isola/domain'

export interface NavItem {
  href: string
  name: string
  /** The figure beside it. */
  count?: 'workloads' | 'runners'
  only?: Role
}

export const NAV: NavItem[] = [
  { href: '/', name: 'Overview' },
  { href: '/workloads', name: 'Workloads', count: 'workloads' },
  { href: '/stats', name: 'Stats' },
  { href: '/runners', name: 'Runners', count: 'runners' },
  { href: '/audit', name: 'Audit', only: 'admin' },
  { href: '/settings', name: 'Settings' },
]
