'use client'
import { useRouter } from 'next/navigation'
import { whyNotOperate } from '#/actions/permissions.ts'
import { navOf } from '#/components/shell/nav-items.ts'
import { useMe } from '#/lib/me.tsx'
import { showOverlay } from '#/lib/overlay.ts'
import type { Key } from './key.ts'
import { useKeyListener } from './use-key-listener.ts'
import { useKeys } from './use-keys.ts'

/** Keys of every page. */
export function useGlobalKeys(): void {
  const router = useRouter()
  const me = useMe()
  const goTo = navOf(me.role).map(
    ({ key, name, href }): Key => ({ key: `g ${key}`, name: `Go to ${name}`, run: () => router.push(href) }),
  )
  useKeys(
    [
      { key: 'mod+k', name: 'Search, or do something', run: () => showOverlay('palette') },
      { key: '?', name: 'Show these keys', run: () => showOverlay('keys') },
      {
        key: 'c',
        name: 'New workload',
        unavailable: whyNotOperate(me),
        run: () => router.push('/workloads/new'),
      },
      ...goTo,
    ],
    'Everywhere',
  )
  useKeyListener()
}
