import { type ChildProcess, type IOType, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Clock } from '@isola/domain'
import type { OnLog } from '../backend.ts'
import { KeptBytes } from './kept-bytes.ts'
import { LastBytes } from './last-bytes.ts'
import { LogSink } from './log-sink.ts'
import { Report } from './report.ts'
import { SecretFrames } from './secret-frames.ts'

/** How much of the end of stderr explains a failure. */
const STDERR_TAIL_BYTES = 8 * 1024

/** Why a supervisor ended a process. */
type StopReason = 'operator' | 'timeout' | 'memory' | 'output'

/** All processes of a workload. */
interface Processes {
  /** Asks them to end. */
  terminate(): void
  /** Ends them, those that left their group or session included. */
  kill(): void
}

export interface Launch {
  file: string
  args: string[]
  env: Record<string, string>
  cwd: string
  stdin: Buffer
  /** After stdin, stdout and stderr. */
  extraStdio: (IOType | number)[]
  /** Where the bootstrap reports: in stdout behind a secret, or on a descriptor of its own. */
  reportsBy: { secret: Buffer } | { descriptor: number }
  timeoutMs: number
  graceMs: number
  /** Called with the process that was started; `stop` ends it for a reason. */
  attach(child: ChildProcess, stop: (reason: StopReason) => void): Processes
}

export interface Ending {
  exitCode: number | null
  signal: string | null
  /** Null when it ended by itself. */
  stopped: StopReason | null
  stdout: KeptBytes
  stderrTail: string
  report: Report
  /** Why it could not be started at all. */
  spawnError: string | null
  durationMs: number
}

/** Starts a process, passes its lines on, holds it to its time and its output, and waits for its end. */
export async function supervise(
  launch: Launch,
  signal: AbortSignal,
  onLog: OnLog,
  clock: Clock,
): Promise<Ending> {
  const startedAt = performance.now()
  const report = new Report()
  const stdout = new KeptBytes()
  const stderr = new LastBytes(STDERR_TAIL_BYTES)
  const log = new LogSink(clock, onLog)
  let stopped: StopReason | null = null
  let processes: Processes | undefined
  const timers: NodeJS.Timeout[] = []

  const child = spawn(launch.file, launch.args, {
    env: launch.env,
    cwd: launch.cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', ...launch.extraStdio],
  })
  const stop = (reason: StopReason): void => {
    if (stopped) return
    stopped = reason
    if (reason === 'operator') {
      processes?.terminate()
      timers.push(setTimeout(() => processes?.kill(), launch.graceMs))
    } else processes?.kill()
  }
  const onAbort = (): void => stop('operator')

  const ended = new Promise<Pick<Ending, 'exitCode' | 'signal' | 'spawnError'>>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: null, spawnError: error.message }))
    child.once('exit', (exitCode, signal) => {
      // Nothing outlives the process that was started, nor keeps its streams open.
      processes?.kill()
      resolve({ exitCode, signal, spawnError: null })
    })
  })
  if (child.pid !== undefined) {
    processes = launch.attach(child, stop)
    timers.push(setTimeout(() => stop('timeout'), launch.timeoutMs))
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  }
  child.stdin?.on('error', () => {})
  child.stdin?.end(launch.stdin)

  const toReport = (bytes: Buffer): void => report.push(bytes)
  const frames = 'secret' in launch.reportsBy ? new SecretFrames(launch.reportsBy.secret, toReport) : null
  const outLog = log.stream('stdout')
  const errLog = log.stream('stderr')
  const takeOut = async (bytes: Buffer): Promise<void> => {
    if (!report.calledMain) stdout.push(bytes)
    // Without a main function to return something, stdout is the output.
    if (stdout.overflows && !report.calledMain) stop('output')
    await outLog.push(bytes)
  }
  const reading = [
    read(child.stdout, (chunk) => takeOut(frames ? frames.push(chunk) : chunk)).then(async () => {
      if (frames) await takeOut(frames.end())
      await outLog.end()
    }),
    read(child.stderr, (chunk) => {
      stderr.push(chunk)
      return errLog.push(chunk)
    }).then(() => errLog.end()),
  ]
  if ('descriptor' in launch.reportsBy)
    reading.push(read(child.stdio[launch.reportsBy.descriptor] as Readable, toReport))

  const ending = await ended
  await Promise.all(reading)
  for (const timer of timers) clearTimeout(timer)
  signal.removeEventListener('abort', onAbort)
  const durationMs = Math.round(performance.now() - startedAt)
  return { ...ending, stopped, stdout, stderrTail: stderr.toString(), report, durationMs }
}

async function read(stream: Readable | null, take: (chunk: Buffer) => void | Promise<void>): Promise<void> {
  if (!stream) return
  try {
    for await (const chunk of stream) await take(chunk as Buffer)
  } catch {
    // The stream of a process that could not be started.
  }
}
