'use client'
import { useMe } from '#/lib/me.tsx'
import { Empty } from './ui/states.tsx'

export function AdminsOnly({ title }: { title: string }) {
  const { role } = useMe()
  return <Empty title={title}>Your role is {role}. An admin can change it in Settings, under Users.</Empty>
}
