'use client'
import type { WorkloadOutput } from '@isola/domain'
import { useMemo } from 'react'
import { Rows } from '../text/rows.tsx'
import { bytesOf } from './output-bytes.ts'

const BYTES_A_ROW = 16

/** Offset, bytes and letters, as hexdump has them. */
export function HexView({ output }: { output: WorkloadOutput }) {
  const bytes = useMemo(() => bytesOf(output), [output])
  return (
    <Rows count={Math.ceil(bytes.length / BYTES_A_ROW)} label="Output as bytes" className="pb-3">
      {(index) => {
        const row = [...bytes.subarray(index * BYTES_A_ROW, (index + 1) * BYTES_A_ROW)]
        return (
          <>
            <span className="text-faint">{hex(index * BYTES_A_ROW, 8)}</span>
            {'  '}
            {row
              .map((byte, at) => `${at === BYTES_A_ROW / 2 ? ' ' : ''}${hex(byte, 2)}`)
              .join(' ')
              .padEnd(BYTES_A_ROW * 3)}
            {'  '}
            <span className="text-mute">
              {row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')}
            </span>
          </>
        )
      }}
    </Rows>
  )
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
