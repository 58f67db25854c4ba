import { hostname } from 'node:os'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCgroups } from '../cgroup/cgroups.ts'
import { layBait } from '../testing/bait.ts'
import { leftovers, processesWith } from '../testing/leftovers.ts'
import { whyMissing } from '../testing/needs.ts'
import {
  FILE_ATTEMPTS,
  NETWORK_ATTEMPTS,
  PROCESS_ATTEMPTS,
  SYSTEM_CALLS,
} from '../testing/python-attempts.ts'
import { ownOptions, runOnce } from '../testing/run-once.ts'
import { createSandboxBackend } from './sandbox-backend.ts'

const options = ownOptions()
const backend = createSandboxBackend(options)
const missing = await whyMissing(backend, 'python', process.env.CI)
const bait = await layBait()
process.env.ISOLA_BAIT = bait.secret
afterAll(() => bait.remove())

const arm = process.arch === 'arm64'
const baited = (code: string): string =>
  code
    .replaceAll('FOLDER', bait.folder)
    .replaceAll('PORT', String(bait.port))
    .replaceAll('SUPERVISOR', String(process.pid))
    .replaceAll('NR_CLONE', arm ? '220' : '56')
const run = (code: string, more = {}) => runOnce(backend, { runtime: 'python', code: baited(code), ...more })
const attempt = (body: string) =>
  run(`import ctypes, os, socket, subprocess, time
def main(input):
    got = None
    try:
${body.replaceAll(/^/gm, '        ')}
    except Exception as error:
        return f"REFUSED {error}"
    return f"GOT {got}"`)

describe('sandbox, attacked', { timeout: 180_000 }, () => {
  beforeEach(({ skip }) => skip(missing !== null, missing ?? undefined))
  afterEach(() => {
    expect(leftovers(options)).toEqual([])
    expect(bait.connections()).toBe(0)
  })

  it.each(FILE_ATTEMPTS)('reaches no file: %s', async (_, body) => {
    const ran = await attempt(body)
    expect(ran.output?.data).toMatch(/^"REFUSED /)
    expect(JSON.stringify(ran)).not.toContain(bait.secret)
  })

  it.each(NETWORK_ATTEMPTS)('reaches no network: %s', async (_, body) => {
    expect((await attempt(body)).output?.data).toMatch(/^"REFUSED /)
  })

  it.each(PROCESS_ATTEMPTS)('reaches no more than it is given: %s', async (_, body) => {
    const ran = await attempt(body)
    expect(ran.output?.data).toMatch(/^"REFUSED /)
    expect(JSON.stringify(ran)).not.toContain(bait.secret)
  })

  it('is refused system calls before they look at their arguments', async () => {
    const calls = SYSTEM_CALLS.map(([name, x64, arm64]) => [name, arm ? arm64 : x64])
    const { output } = await run(`import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def main(input):
    return {name: errno.errorcode[ctypes.get_errno()] if libc.syscall(number, -1, -1, -1, -1, -1) < 0 else "done"
            for name, number in ${JSON.stringify(calls)}}`)
    expect(JSON.parse(output?.data ?? '')).toEqual(Object.fromEntries(calls.map(([name]) => [name, 'EPERM'])))
  })

  it('does not learn the name of this machine', async () => {
    const { output } = await run('import socket\ndef main(input):\n    return socket.gethostname()')
    expect(output?.data).toBe('"workload"')
    expect(hostname()).not.toBe('workload')
  })

  it('writes to /tmp alone, within its bounds', async () => {
    const ran = await run(
      'with open("/tmp/flood", "wb") as file:\n    while True: file.write(b"x" * (1 << 20))',
    )
    expect(ran).toMatchObject({
      status: 'failed',
      cause: 'exit',
      error: expect.stringMatching(/No space left/),
    })
  })

  it('cannot fill shared memory either', async () => {
    const ran = await run(
      'with open("/dev/shm/flood", "wb") as file:\n    while True: file.write(b"x" * (1 << 20))',
    )
    expect(ran).toMatchObject({
      status: 'failed',
      cause: 'exit',
      error: expect.stringMatching(/No space left/),
    })
  })

  it.each([
    ['that wait', 'import os, time\nwhile True:\n    if os.fork() == 0: time.sleep(600)'],
    ['that fork in turn', 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass'],
    ['of a shell', 'import subprocess\nsubprocess.run(["sh", "-c", "f() { f | f & }; f; sleep 600"])'],
  ])('outlives a bomb of processes %s', async (_, code) => {
    const ran = await run(code, { timeoutSeconds: 5 })
    // How it ends is the bomb's own matter: that nothing of it is left is what counts.
    expect(ran.cause).not.toBe('backend')
  })

  it('has no more processes than a control group allows', async ({ skip }) => {
    skip(!openCgroups('isola-test').controllers.includes('pids'), 'needs a control group of processes')
    const { output } = await run(`import os, time
def main(input):
    for count in range(1000):
        try:
            if os.fork() == 0: time.sleep(600)
        except OSError:
            return count`)
    expect(Number(output?.data)).toBeGreaterThan(50)
    expect(Number(output?.data)).toBeLessThan(128)
  })

  it('ends what takes memory in many processes, with cause memory', async () => {
    const code = `import os
for _ in range(8):
    if os.fork() == 0:
        all = []
        while True: all.append(bytearray(b"x" * (1 << 20)))
statuses = [os.wait()[1] for _ in range(8)]
raise SystemExit(1)`
    expect(await run(code, { memoryLimitMb: 192 })).toMatchObject({ status: 'failed', cause: 'memory' })
  })

  it.each([
    ['in a session of their own', 'subprocess.Popen(["setsid", "sleep", SECONDS])'],
    ['whose parents have gone', 'subprocess.Popen(["sh", "-c", "(setsid sleep " + SECONDS + " &) &"])'],
  ])('leaves no process behind: %s', async (_, orphan) => {
    const seconds = `6${Math.floor(Math.random() * 1e9)}.25`
    const ran = await run(`import subprocess, time
SECONDS = "${seconds}"
${orphan}
while SECONDS not in subprocess.run(["sh", "-c", "cat /proc/[0-9]*/cmdline"], capture_output=True, text=True).stdout.replace("cat", ""): pass
print("bye")`)
    expect(ran).toMatchObject({ status: 'completed', output: { data: 'bye\n' } })
    expect(processesWith(seconds)).toEqual([])
  })

  it('cannot end its supervisor by signalling all it sees', async () => {
    const ran = await run('import os, signal\nos.kill(-1, signal.SIGKILL)\nprint("alive")')
    expect(ran.cause).not.toBe('operator')
  })

  it.each([
    ['nonsense', 'b"Z" * (8 << 20)'],
    ['an endless line', 'b"E" + b"x" * (64 << 20)'],
    ['a result of its own', 'b"M\\nR1\\nR2\\n"'],
  ])('survives a workload that writes %s to where the bootstrap reports', async (_, bytes) => {
    const ran = await run(`import os\ndata = ${bytes}\nwhile data: data = data[os.write(3, data):]`)
    expect(ran.status).toBe('completed')
  })
})
