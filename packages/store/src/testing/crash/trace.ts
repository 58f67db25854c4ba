import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a process did to the files of its database, and what it said, in order. */
export type Operation =
  | { kind: 'create'; name: string }
  | { kind: 'write'; name: string; offset: number; data: Buffer }
  | { kind: 'truncate'; name: string; size: number }
  | { kind: 'sync'; name: string }
  | { kind: 'unlink'; name: string }
  | { kind: 'syncFolder' }
  | { kind: 'say'; text: string }

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))
const CALLS =
  'openat,creat,pwrite64,pwritev,pwritev2,write,writev,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2'
/** Understood, or about other files. A call that changes the database in another way must not pass unseen. */
const KNOWN = new Set(['openat', 'pwrite64', 'write', 'ftruncate', 'fsync', 'fdatasync', 'unlink'])

export const straceWorks = (): boolean => spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

/** Runs the writer until it has acknowledged enough, and answers everything it did to `<folder>/isola.db` and its companions. */
export function traceWriter(
  folder: string,
  durability: 'full' | 'normal',
  {
    callers,
    acknowledgements,
    checkpointEvery,
  }: Record<'callers' | 'acknowledgements' | 'checkpointEvery', number>,
): Operation[] {
  const file = join(folder, 'isola.db')
  const counts = [callers, acknowledgements, checkpointEvery].map(String)
  const trace = ['-ff', '--seccomp-bpf', '-y', '-xx', '-s', '100000000', '-e', `trace=${CALLS}`]
  // One file per thread: SQLite works in the main thread, and so does the writer's own writing.
  const output = join(folder, 'trace')
  const child = spawnSync(
    'strace',
    [...trace, '-o', output, process.execPath, WRITER, file, durability, ...counts],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const pid = /^pid (\d+)$/m.exec(child.stdout)?.[1]
  if (!pid) throw new Error(`The writer did not run under strace: ${child.stderr}`)
  return readOperations(`${output}.${pid}`, folder)
}

/** Every name is hexadecimal: `pwrite64(21<\x2f…>, "\x53…", 4096, 0) = 4096`. */
const CALL =
  /^(\w+)\((?:(\d+|AT_FDCWD)<([^>]*)>(?:\(deleted\))?(?:, )?)?(?:"([^"]*)"(?:, )?)?([^"]*)\) += (-?\d+)/
const text = (hex: string) => bytes(hex).toString('utf8')
const bytes = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex')

function readOperations(trace: string, folder: string): Operation[] {
  const operations: Operation[] = []
  const present = new Set<string>()
  for (const line of readFileSync(trace, 'latin1').split('\n')) {
    const [, call = '', fd = '', target = '', given = '', rest = '', result = ''] = CALL.exec(line) ?? []
    if (call === '' || Number(result) < 0) continue
    if (call === 'write' && fd === '1') operations.push({ kind: 'say', text: text(given) })
    const [path, data] = call === 'openat' || call === 'unlink' ? [text(given), ''] : [text(target), given]
    const operation = toOperation(call, path, data, rest.split(', '), folder, present)
    if (operation) operations.push(operation)
  }
  return operations
}

function toOperation(
  call: string,
  path: string,
  data: string,
  rest: string[],
  folder: string,
  present: Set<string>,
): Operation | null {
  if (call === 'fsync' && path === folder) return { kind: 'syncFolder' }
  const name = basename(path)
  // SQLite makes the index of the log anew after a crash; the lock file is never written to.
  if (path !== join(folder, name) || !/^isola\.db(-wal|-journal)?$/.test(name)) return null
  if (!KNOWN.has(call)) throw new Error(`${call} on ${name} is not understood`)
  switch (call) {
    case 'openat':
      if (present.has(name) || !rest.join().includes('O_CREAT')) return null
      present.add(name)
      return { kind: 'create', name }
    case 'unlink':
      present.delete(name)
      return { kind: 'unlink', name }
    case 'ftruncate':
      return { kind: 'truncate', name, size: Number(rest[0]) }
    case 'pwrite64':
      return { kind: 'write', name, offset: Number(rest[1]), data: bytes(data) }
    case 'write':
      throw new Error(`write on ${name} does not say where`)
    default:
      return { kind: 'sync', name }
  }
}
