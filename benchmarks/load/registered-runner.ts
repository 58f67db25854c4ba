import { mutate } from './requests.ts'
import type { Subject } from './subject.ts'

interface Offer {
  isolation: 'isolate' | 'sandbox'
  runtime: 'node' | 'python'
}

/** A runner's key and start, registered for one isolation and runtime. */
export async function registeredRunner(
  subject: Subject,
  name: string,
  { isolation, runtime }: Offer,
): Promise<{ key: string; bootId: string }> {
  const { key } = await mutate<{ key: string }>(subject, 'admin.keys.create', { name, role: 'runner' })
  const bootId = `boot of ${name}`
  const capability = {
    isolation,
    runtimes: [runtime],
    available: true,
    version: '1',
    strength: 1,
    enforces: { cpu: true, memory: true, wallTime: true, network: true, filesystem: true },
    reason: null,
  }
  await mutate(
    subject,
    'runner.register',
    { bootId, name, version: '1', capacity: 1, capabilities: [capability] },
    key,
  )
  return { key, bootId }
}
