/** Preloaded into a server under measurement: on SIGUSR2 it writes how long its event loop stood still since the last time. */
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'

const RESOLUTION_MS = 1
const file = process.env.ISOLA_BENCH_DELAYS

if (file) {
  // Only the server itself: processes that it starts inherit NODE_OPTIONS, and would answer in its place.
  delete process.env.ISOLA_BENCH_DELAYS
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  process.on('SIGUSR2', () => {
    // The histogram counts from timer to timer, so an idle loop reads as one resolution.
    const ms = (ns: number) => Math.max(0, ns / 1e6 - RESOLUTION_MS)
    writeFileSync(`${file}.new`, JSON.stringify({ p99: ms(delays.percentile(99)), longest: ms(delays.max) }))
    renameSync(`${file}.new`, file)
    delays.reset()
  })
}
