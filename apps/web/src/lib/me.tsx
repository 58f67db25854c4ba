'use client'
import type { SystemInfo } from '@isola/domain'
import { createContext, type ReactNode, useContext } from 'react'

export type Me = NonNullable<SystemInfo['caller']>

const MeContext = createContext<Me | null>(null)

export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => (
  <MeContext value={me}>{children}</MeContext>
)

/** Who looks at the page. What they may do is checked again in every procedure: here it decides what is offered. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe needs a MeProvider')
  return me
}
