import { lstatSync, readlinkSync } from 'node:fs'
import type { SandboxRuntime } from './runtimes/runtime.ts'

/** Descriptors of the sandbox, after stdin, stdout and stderr. */
export const DESCRIPTORS = { report: 3, status: 4, seccomp: 5, code: 6 }

/** Of /tmp, and of the shared memory; both count as memory of the workload where that is limited. */
const TMP_BYTES = 64 * 1024 * 1024

/** Namespaces of its own for everything, no user but nobody, no network, and nothing to write but /tmp. */
export function bwrapArgs(runtime: SandboxRuntime): string[] {
  const size = ['--size', String(TMP_BYTES)]
  return [
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--uid',
    '65534',
    '--gid',
    '65534',
    '--cap-drop',
    'ALL',
    '--hostname',
    'workload',
    '--die-with-parent',
    '--new-session',
    ...['--ro-bind', '/usr', '/usr', '--tmpfs', '/usr/local'],
    ...systemFolders(),
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    // To the kernel a runner that is root is root in there too, who may write settings of the whole machine.
    ...['--proc', '/proc', '--remount-ro', '/proc'],
    ...['--dev', '/dev', ...size, '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...[...size, '--tmpfs', '/tmp', '--chdir', '/tmp'],
    ...runtime.binds.flatMap(([from, to]) => ['--ro-bind', from, to]),
    ...['--ro-bind-data', String(DESCRIPTORS.code), runtime.codePath],
    ...['--remount-ro', '/usr/local', '--remount-ro', '/'],
    '--clearenv',
    ...setenv({ PATH: '/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8', ...runtime.env }),
    ...['--seccomp', String(DESCRIPTORS.seccomp), '--json-status-fd', String(DESCRIPTORS.status)],
    '--',
    ...runtime.command,
  ]
}

const setenv = (env: Record<string, string>): string[] =>
  Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])

/** Links into /usr on most systems, folders of their own on some. */
function systemFolders(): string[] {
  return ['/bin', '/lib', '/lib32', '/lib64', '/sbin'].flatMap((folder) => {
    const entry = lstatSync(folder, { throwIfNoEntry: false })
    if (!entry) return []
    return entry.isSymbolicLink()
      ? ['--symlink', readlinkSync(folder), folder]
      : ['--ro-bind', folder, folder]
  })
}
