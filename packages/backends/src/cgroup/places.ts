import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export type Controller = 'memory' | 'pids' | 'cpu'

/** Folders where groups might be made, the best first: within the group that this process is in, so that what bounds it bounds them. */
export interface Candidates {
  version: 'v1' | 'v2'
  /** All three for version 2; version 1 has a tree for each. */
  controllers: Controller[]
  folders: string[]
}

const CONTROLLERS: Controller[] = ['memory', 'pids', 'cpu']

/** Reads where control groups are mounted. Both versions exist in the wild, also side by side: a controller is in one of them. */
export function findCandidates(
  mountinfo = read('/proc/self/mountinfo'),
  membership = read('/proc/self/cgroup'),
): Candidates[] {
  const own = new Map(
    lines(membership).map((line) => {
      const [, controllers = '', path = '/'] = line.match(/^\d+:([^:]*):(.*)$/) ?? []
      return [controllers, path]
    }),
  )
  return lines(mountinfo).flatMap((line): Candidates[] => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , root = '/', mountPoint = ''] = before.split(' ')
    const [type, , options = ''] = after.split(' ')
    if (type === 'cgroup2') {
      const folders = foldersOf(mountPoint, root, own.get('') ?? '/')
      // A service that systemd delegates to lives in a group of its own below the delegated one.
      const [first = mountPoint] = folders
      const above = first === mountPoint ? first : dirname(first)
      return [{ version: 'v2', controllers: CONTROLLERS, folders: unique([first, above, mountPoint]) }]
    }
    if (type !== 'cgroup') return []
    const mounted = options.split(',')
    const controllers = CONTROLLERS.filter((controller) => mounted.includes(controller))
    const [, path = '/'] =
      [...own].find(([names]) => names.split(',').some((name) => mounted.includes(name))) ?? []
    return controllers.length > 0
      ? [{ version: 'v1', controllers, folders: foldersOf(mountPoint, root, path) }]
      : []
  })
}

/** The group of this process, as it is mounted here, then the mount itself. */
function foldersOf(mountPoint: string, root: string, path: string): string[] {
  const below = relative(root, path)
  return unique(below.startsWith('..') ? [mountPoint] : [join(mountPoint, below), mountPoint])
}

const unique = (folders: string[]): string[] =>
  [...new Set(folders)].filter((folder) => folder.startsWith('/sys/fs/cgroup'))

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not Linux.
    return ''
  }
}
