import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Group } from './group.ts'
import { type Candidates, type Controller, findCandidates } from './places.ts'
import { applyLimits, type GroupLimits } from './settings.ts'

/** Where groups are made, and what they can be held to there. */
interface Place {
  version: 'v1' | 'v2'
  controllers: Controller[]
  folder: string
}

/** The control groups of one runner. */
export interface Cgroups {
  /** What they hold a workload to here; nothing when there are none. */
  controllers: Controller[]
  /** A new group, or null when there are none. */
  create(id: string, limits: GroupLimits): Group | null
  /** Removes groups of an earlier life, and ends what is in them. */
  clean(): Promise<void>
}

/** Tries what is mounted: what looks writable may refuse processes, or lack the controller. `name` begins those of all groups. */
export function openCgroups(name: string): Cgroups {
  const places: Place[] = []
  for (const candidates of findCandidates()) {
    const taken = places.flatMap(({ controllers }) => controllers)
    const wanted = candidates.controllers.filter((controller) => !taken.includes(controller))
    const place = wanted.length > 0 ? firstThatWorks({ ...candidates, controllers: wanted }, name) : null
    if (place) places.push(place)
  }
  const foldersOf = (group: string): string[] => [...new Set(places.map(({ folder }) => join(folder, group)))]
  return {
    controllers: places.flatMap(({ controllers }) => controllers),
    create(id, limits) {
      if (places.length === 0) return null
      const group = new Group(foldersOf(`${name}.${id}`))
      try {
        for (const place of places) makeGroup(place, `${name}.${id}`, limits)
        return group
      } catch (error) {
        void group.remove()
        throw error
      }
    },
    async clean() {
      const left = places.flatMap(({ folder }) =>
        readdirSync(folder).filter((entry) => entry.startsWith(`${name}.`)),
      )
      await Promise.all([...new Set(left)].map((entry) => new Group(foldersOf(entry)).remove()))
    },
  }
}

function makeGroup({ folder, version, controllers }: Place, group: string, limits: GroupLimits): void {
  mkdirSync(join(folder, group), { recursive: true })
  applyLimits(join(folder, group), version, controllers, limits)
}

function firstThatWorks({ version, controllers, folders }: Candidates, name: string): Place | null {
  for (const folder of folders) {
    const place: Place = { version, controllers: offered(folder, version, controllers), folder }
    if (place.controllers.length > 0 && works(place, `${name}.probe-${process.pid}`)) return place
  }
  return null
}

/** Version 2 has to be told to hand controllers to the groups below; it refuses where processes live in the folder itself. */
function offered(folder: string, version: 'v1' | 'v2', controllers: Controller[]): Controller[] {
  if (version === 'v1') return controllers
  const file = join(folder, 'cgroup.subtree_control')
  if (!existsSync(file)) return []
  for (const controller of controllers)
    try {
      writeFileSync(file, `+${controller}`)
    } catch {
      // Not handed down to here, or processes are in the way.
    }
  const given = readFileSync(file, 'utf8').trim().split(' ')
  return controllers.filter((controller) => given.includes(controller))
}

/** Makes a group, holds it to limits, and has a process join it. */
function works(place: Place, group: string): boolean {
  const folder = join(place.folder, group)
  try {
    makeGroup(place, group, { memoryLimitMb: 128, cpuLimit: 1, maxProcesses: 64 })
    const { status } = spawnSync('/bin/sh', ['-c', 'echo $$ > "$1"', 'sh', join(folder, 'cgroup.procs')])
    return status === 0
  } catch {
    return false
  } finally {
    try {
      rmdirSync(folder)
    } catch {
      // It was never made.
    }
  }
}
