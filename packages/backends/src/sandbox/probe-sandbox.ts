import type { Capability, Runtime } from '@isola/domain'
import type { Backend, RunSpec } from '../backend.ts'
import type { Cgroups } from '../cgroup/cgroups.ts'
import { saidBy } from './runtimes/said-by.ts'

/** Above an isolate, whose one wall is a process that runs the code's own language. */
const STRENGTH = 2

const LIMITS = { input: null, cpuLimit: 1, memoryLimitMb: 128 }
/** A first program in Go may have to wait for its library. */
const TIMEOUT_SECONDS = 60

/** Answers which of these is refused. */
const ESCAPES = `
import { readdirSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
const refused = (act) => { try { act(); return false } catch { return true } }
export default () => ({
  filesystem: refused(() => readdirSync('/root')) && refused(() => readdirSync('/home')) && refused(() => writeFileSync('/x', '')),
  network: Object.keys(networkInterfaces()).every((name) => name === 'lo'),
})`
const SMALL: Partial<Record<Runtime, string>> = {
  python: 'def main(input):\n  return None\n',
  go: 'package main\n\nfunc main() {}\n',
}
const MEMORY_BOMB = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))'
const ENDLESS = 'for (;;);'

export async function probeSandbox(run: Backend['run'], cgroups: () => Cgroups): Promise<Capability> {
  const version = (await saidBy('bwrap', ['--version']))?.trim() ?? null
  const unavailable = (reason: string): Capability => ({
    isolation: 'sandbox',
    runtimes: [],
    available: false,
    version,
    strength: STRENGTH,
    enforces: { cpu: false, memory: false, wallTime: false, network: false, filesystem: false },
    reason,
  })
  const attempt = (runtime: Runtime, code: string, timeoutSeconds = TIMEOUT_SECONDS) => {
    const spec: RunSpec = { ...LIMITS, id: `probe-${runtime}-${process.pid}`, runtime, code, timeoutSeconds }
    return run(spec, new AbortController().signal, () => {})
  }
  if (process.platform !== 'linux') return unavailable('Sandboxes need Linux')
  if (version === null) return unavailable('bubblewrap is not installed (apt-get install bubblewrap)')
  try {
    const escapes = await attempt('node', ESCAPES)
    if (escapes.status !== 'completed') return unavailable(escapes.error ?? 'A small program did not run')
    const { network, filesystem } = JSON.parse(escapes.output?.data ?? '{}')
    if (!network || !filesystem) return unavailable('bubblewrap lets code through to files or to the network')
    const runtimes: Runtime[] = ['node']
    const missing: string[] = []
    for (const [runtime, code] of Object.entries(SMALL) as [Runtime, string][]) {
      const outcome = await attempt(runtime, code)
      if (outcome.status === 'completed') runtimes.push(runtime)
      else missing.push(`${runtime}: ${outcome.error}`)
    }
    const memory = (await attempt('node', MEMORY_BOMB)).cause === 'memory'
    const wallTime = (await attempt('node', ENDLESS, 0.5)).cause === 'timeout'
    return {
      isolation: 'sandbox',
      runtimes,
      available: true,
      version,
      strength: STRENGTH,
      enforces: { cpu: cgroups().controllers.includes('cpu'), memory, wallTime, network, filesystem },
      reason: missing.length > 0 ? missing.join('; ') : null,
    }
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error))
  }
}
