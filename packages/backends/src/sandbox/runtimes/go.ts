import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bindUnlessSeen, type Detected } from './runtime.ts'
import { saidBy } from './said-by.ts'

/** Compiled in the sandbox as well: a compiler that reads hostile code is no safer than that code. `B` begins the report. */
const BUILD_AND_RUN =
  'echo B >&3; go build -p 1 -o /tmp/workload /workload/main.go && exec /tmp/workload 3>&-'

/** Nothing of C, nothing fetched, no folders of this machine in stacks. */
const ENV = {
  CGO_ENABLED: '0',
  GOTOOLCHAIN: 'local',
  GOPROXY: 'off',
  GOFLAGS: '-trimpath',
  GO111MODULE: 'off',
}

/** What programs of one file use most; others are compiled anew with each program that imports them. */
const PACKAGES =
  'bufio bytes context encoding/json errors fmt io math math/rand os regexp sort strconv strings sync time unicode/utf8'

const FILL_TIMEOUT_MS = 300_000

/** `cache` holds the compiled standard library, which all workloads see and none can write. Fills it when it is empty. */
export async function detectGo(cache: string): Promise<Detected> {
  const said = await saidBy('go', ['env', 'GOROOT', 'GOVERSION'])
  if (said === null) return { missing: 'go is not installed (apt-get install golang-go)' }
  const [root = '', version = ''] = said.trim().split('\n')
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    await promisify(execFile)(join(root, 'bin/go'), ['build', ...PACKAGES.split(' ')], {
      cwd: '/',
      env: { ...ENV, GOROOT: root, GOCACHE: cache, PATH: '/usr/bin:/bin', HOME: cache },
      timeout: FILL_TIMEOUT_MS,
    })
  } catch (error) {
    return { missing: `go cannot compile its own library: ${error instanceof Error ? error.message : error}` }
  }
  return {
    found: {
      runtime: 'go',
      version,
      binds: [...bindUnlessSeen(root), [cache, '/workload/cache']],
      env: { ...ENV, GOROOT: root, GOCACHE: '/workload/cache', PATH: `${root}/bin:/usr/bin:/bin` },
      codePath: '/workload/main.go',
      command: ['/bin/sh', '-c', BUILD_AND_RUN],
    },
  }
}
