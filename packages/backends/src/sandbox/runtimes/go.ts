import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { launcher } from '../../process/launcher.ts'
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
    await fill(cache, root)
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

/** In a group that ends with this process: the compilers that `go` starts would go on without it. */
async function fill(cache: string, root: string): Promise<void> {
  const command = [join(root, 'bin/go'), 'build', ...PACKAGES.split(' ')]
  const { file, args } = launcher(command, { dataLimitKb: null, joinFiles: [], guarded: true })
  const child = spawn(file, args, {
    cwd: '/',
    env: { ...ENV, GOROOT: root, GOCACHE: cache, PATH: '/usr/bin:/bin', HOME: cache },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
    timeout: FILL_TIMEOUT_MS,
  })
  const said = child.stderr && text(child.stderr)
  const [code, signal] = await once(child, 'exit')
  child.stdio[3]?.destroy()
  if (code !== 0) throw new Error(`${code ?? signal}: ${await said}`)
}
