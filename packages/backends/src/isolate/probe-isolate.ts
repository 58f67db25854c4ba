import type { Capability, Runtime } from '@isola/domain'
import type { Backend, Outcome, RunSpec } from '../backend.ts'
import type { Cgroups } from '../cgroup/cgroups.ts'

/** Above none, below a sandbox of the kernel's. */
const STRENGTH = 1

const LIMITS = { input: null, cpuLimit: 1, memoryLimitMb: 128, timeoutSeconds: 20 }

/** Answers which of these is refused. */
const ESCAPES = `
const refused = (act) => { try { act(); return false } catch (error) { return error instanceof Deno.errors.NotCapable } }
export default () => ({
  version: Deno.version.deno,
  filesystem: refused(() => Deno.readTextFileSync('/etc/hosts')),
  network: refused(() => Deno.listen({ port: 0 })),
})`
const MEMORY_BOMB = 'const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1))'
const ENDLESS = 'for (;;);'
/** A module that does nothing: \`(module (memory (export "memory") 1) (func (export "_start")))\`. */
const EMPTY_WASM = 'AGFzbQEAAAABBAFgAAADAgEABQMBAAEHEwIGbWVtb3J5AgAGX3N0YXJ0AAAKBAECAAs='

export async function probeIsolate(run: Backend['run'], cgroups: () => Cgroups): Promise<Capability> {
  const attempt = (what: string, runtime: Runtime, code: string, timeoutSeconds = LIMITS.timeoutSeconds) => {
    const spec: RunSpec = { ...LIMITS, id: `probe-${what}-${process.pid}`, runtime, code, timeoutSeconds }
    return run(spec, new AbortController().signal, () => {})
  }
  const nothing = { cpu: false, memory: false, wallTime: false, network: false, filesystem: false }
  const unavailable = (reason: string): Capability => ({
    isolation: 'isolate',
    runtimes: [],
    available: false,
    version: null,
    strength: STRENGTH,
    enforces: nothing,
    reason,
  })
  try {
    const escapes = await attempt('escapes', 'node', ESCAPES)
    if (escapes.status !== 'completed') return unavailable(said(escapes))
    const { version, network, filesystem } = JSON.parse(escapes.output?.data ?? '{}')
    if (!network || !filesystem) return unavailable('Deno lets code through to files or to the network')
    const [wasm, bomb, endless] = [
      await attempt('wasm', 'wasm', EMPTY_WASM),
      await attempt('memory', 'node', MEMORY_BOMB),
      await attempt('time', 'node', ENDLESS, 0.5),
    ]
    return {
      isolation: 'isolate',
      runtimes: wasm.status === 'completed' ? ['node', 'wasm'] : ['node'],
      available: true,
      version,
      strength: STRENGTH,
      enforces: {
        cpu: cgroups().controllers.includes('cpu'),
        memory: bomb.cause === 'memory',
        wallTime: endless.cause === 'timeout',
        network,
        filesystem,
      },
      reason: null,
    }
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error))
  }
}

const said = ({ error, cause }: Outcome): string => error ?? `The probe ended with ${cause}`
