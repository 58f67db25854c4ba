'use client'
import { Bar, BarChart, ResponsiveContainer } from 'recharts'
import type { Bar as Ended } from '#/charts/to-bars.ts'
import { formatCount } from '#/lib/format-count.ts'
import { grid, timeAxis, tooltip, valueAxis } from './chart-parts.tsx'

interface ThroughputChartProps {
  bars: Ended[]
  formatTime(at: number): string
  onSelect(from: number, to: number): void
}

const PARTS = ['completed', 'failed', 'killed'] as const

export function ThroughputChart({ bars, formatTime, onSelect }: ThroughputChartProps) {
  return (
    <ResponsiveContainer>
      <BarChart data={bars} barCategoryGap={1} accessibilityLayer>
        {grid}
        {timeAxis(formatTime)}
        {valueAxis(formatCount)}
        {tooltip({ labelFormatter: (at) => formatTime(Number(at)) })}
        {PARTS.map((part) => (
          <Bar
            key={part}
            dataKey={part}
            stackId="ended"
            fill={`var(--${part})`}
            fillOpacity={part === 'completed' ? 0.75 : 1}
            isAnimationActive={false}
            className="cursor-pointer"
            onClick={({ payload }) => payload && onSelect(payload.from, payload.to)}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
