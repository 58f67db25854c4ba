'use client'
import { Line, LineChart, ResponsiveContainer } from 'recharts'
import { formatDuration } from '#/lib/format-duration.ts'
import { grid, timeAxis, tooltip, valueAxis } from './chart-parts.tsx'

export interface AveragePoint {
  from: number
  averageMs: number | null
}

export function AverageChart({
  points,
  formatTime,
}: {
  points: AveragePoint[]
  formatTime(at: number): string
}) {
  return (
    <ResponsiveContainer>
      <LineChart data={points} accessibilityLayer>
        {grid}
        {timeAxis(formatTime)}
        {valueAxis(formatDuration)}
        {tooltip({
          labelFormatter: (at) => formatTime(Number(at)),
          formatter: (value) => [formatDuration(Number(value)), 'average'],
        })}
        <Line
          dataKey="averageMs"
          stroke="var(--text)"
          strokeWidth={1.5}
          dot={false}
          connectNulls
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
