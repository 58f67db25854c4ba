import type { Capability } from '@isola/domain'

type Enforces = Capability['enforces']

const NAMES: [keyof Enforces, string][] = [
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['wallTime', 'time'],
  ['network', 'network'],
  ['filesystem', 'files'],
]

/** What a workload is held to, and what it is not: that people have to know. */
export function Limits({ enforces }: { enforces: Enforces }) {
  const names = (held: boolean) => NAMES.filter(([limit]) => enforces[limit] === held).map(([, name]) => name)
  const free = names(false)
  return (
    <>
      {names(true).join(', ')}
      {free.length > 0 && <span className="text-faint">; not {free.join(', ')}</span>}
    </>
  )
}
