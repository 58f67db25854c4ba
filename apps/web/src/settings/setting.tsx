import type { ReactNode } from 'react'

interface SettingProps {
  name: string
  hint: ReactNode
  children: ReactNode
}

export const Setting = ({ name, hint, children }: SettingProps) => (
  <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 border-line border-t px-3.5 py-2.5">
    <div>
      <p className="font-medium">{name}</p>
      <p className="text-fact text-mute">{hint}</p>
    </div>
    {children}
  </div>
)
