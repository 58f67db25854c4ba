import { Skeleton } from '#/components/ui/states.tsx'

export default function SettingsLoading() {
  return (
    <>
      <span role="status" className="sr-only">
        Loading settings
      </span>
      <Skeleton className="h-[190px] rounded-[10px]" />
      <Skeleton className="h-[220px] rounded-[10px]" />
    </>
  )
}
