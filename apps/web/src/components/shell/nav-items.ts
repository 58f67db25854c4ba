import type { KeyRole, Role } from '@isola/domain'

export interface NavItem {
  href: string
  name: string
  /** After `g`. */
  key: string
  /** The figure beside it. */
  count?: 'workloads' | 'runners'
  only?: Role
}

const NAV: NavItem[] = [
  { href: '/', name: 'Overview', key: 'o' },
  { href: '/workloads', name: 'Workloads', key: 'w', count: 'workloads' },
  { href: '/stats', name: 'Stats', key: 's' },
  { href: '/runners', name: 'Runners', key: 'r', count: 'runners' },
  { href: '/audit', name: 'Audit', key: 'a', only: 'admin' },
  { href: '/settings', name: 'Settings', key: ',' },
]

/** What somebody of this role is shown. */
export const navOf = (role: KeyRole): NavItem[] => NAV.filter(({ only }) => !only || only === role)
