'use client'
import { WORKLOAD_ID } from '@isola/domain'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { recordVisit } from './visits.ts'

export function useVisits(): void {
  const id = usePathname().split('/workloads/')[1] ?? ''
  useEffect(() => {
    if (WORKLOAD_ID.test(id)) recordVisit(id)
  }, [id])
}
