import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { findWorkload, isId } from './find-workload.ts'

interface Props {
  params: Promise<{ id: string }>
  children: ReactNode
}

/** Before anything is sent: what streams behind its outline has said 200 already. */
export default async function WorkloadLayout({ params, children }: Props) {
  const { id } = await params
  if (!isId(id)) {
    if (isId(id.toUpperCase())) redirect(`/workloads/${id.toUpperCase()}`)
    notFound()
  }
  if ((await findWorkload(id)) === null) notFound()
  return children
}
