'use client'
import type { ComponentProps } from 'react'
import { CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts'

/** What all charts share: hairlines, small neutral labels, no decoration. */
export const AXIS = {
  tick: { fill: 'var(--mute)', fontSize: 11.5 },
  stroke: 'var(--line)',
  tickLine: false,
} as const

export const grid = <CartesianGrid stroke="var(--line)" vertical={false} />

export const timeAxis = (format: (at: number) => string) => (
  <XAxis dataKey="from" tickFormatter={format} minTickGap={56} {...AXIS} />
)

export const valueAxis = (format: (value: number) => string) => (
  <YAxis width={58} tickFormatter={format} allowDecimals={false} axisLine={false} {...AXIS} />
)

export const tooltip = (props: ComponentProps<typeof Tooltip>) => (
  <Tooltip
    isAnimationActive={false}
    cursor={{ fill: 'var(--hover)', stroke: 'var(--line-strong)' }}
    contentStyle={{
      background: 'var(--raise)',
      border: '1px solid var(--line)',
      borderRadius: 8,
      fontSize: 12,
    }}
    labelStyle={{ color: 'var(--mute)' }}
    itemStyle={{ color: 'var(--text)', padding: 0 }}
    {...props}
  />
)
