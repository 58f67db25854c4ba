/** Signals a process and all that have stayed in its group. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  signalProcess(-pid, signal)
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended.
  }
}
