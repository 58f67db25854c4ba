'use client'
import { Bar, BarChart, ResponsiveContainer, XAxis } from 'recharts'
import { formatCount } from '#/lib/format-count.ts'
import { AXIS, grid, tooltip, valueAxis } from './chart-parts.tsx'
import type { Column } from './to-columns.ts'

export function HistogramChart({ columns, onSelect }: { columns: Column[]; onSelect(column: Column): void }) {
  return (
    <ResponsiveContainer>
      <BarChart data={columns} barCategoryGap={1} accessibilityLayer>
        {grid}
        <XAxis dataKey="name" minTickGap={40} {...AXIS} />
        {valueAxis(formatCount)}
        {tooltip({ formatter: (value) => [formatCount(Number(value)), 'completed'] })}
        <Bar
          dataKey="count"
          fill="var(--completed)"
          fillOpacity={0.75}
          isAnimationActive={false}
          className="cursor-pointer"
          onClick={({ payload }) => payload && onSelect(payload)}
        />
      </BarChart>
    </ResponsiveContainer>
  )
}
