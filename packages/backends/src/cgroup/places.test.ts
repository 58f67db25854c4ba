import { expect, it } from 'vitest'
import { findCandidates } from './places.ts'

it('finds version 2 in the group of this process, in the one above it, and at its mount', () => {
  const mountinfo = '31 23 0:27 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n'
  expect(findCandidates(mountinfo, '0::/system.slice/isola.service/main\n')).toEqual([
    {
      version: 'v2',
      controllers: ['memory', 'pids', 'cpu'],
      folders: [
        '/sys/fs/cgroup/system.slice/isola.service/main',
        '/sys/fs/cgroup/system.slice/isola.service',
        '/sys/fs/cgroup',
      ],
    },
  ])
})

it('finds the trees of version 1, each with the group of this process first, beside an empty version 2', () => {
  const mountinfo = `32 31 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
33 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
34 31 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
35 31 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
`
  const membership = '9:name=systemd:/a\n4:memory:/b\n2:cpu,cpuacct:/\n0::/\n'
  expect(findCandidates(mountinfo, membership)).toEqual([
    { version: 'v1', controllers: ['memory'], folders: ['/sys/fs/cgroup/memory/b', '/sys/fs/cgroup/memory'] },
    { version: 'v1', controllers: ['cpu'], folders: ['/sys/fs/cgroup/cpu,cpuacct'] },
    {
      version: 'v2',
      controllers: ['memory', 'pids', 'cpu'],
      folders: ['/sys/fs/cgroup/unified'],
    },
  ])
})

it('finds the mount alone where a container sees a part of a tree', () => {
  const mountinfo = '32 31 0:28 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n'
  expect(findCandidates(mountinfo, '4:memory:/elsewhere\n')).toEqual([
    { version: 'v1', controllers: ['memory'], folders: ['/sys/fs/cgroup/memory'] },
  ])
})

it('finds nothing on other systems', () => {
  expect(findCandidates('', '')).toEqual([])
})
