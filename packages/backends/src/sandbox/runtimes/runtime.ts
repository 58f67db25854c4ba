import type { Runtime } from '@isola/domain'

/** Where a runtime is on this machine, and how it runs code. */
export interface SandboxRuntime {
  runtime: Runtime
  version: string
  /** What it needs of this machine besides /usr, to be seen at the same path or at another; never to be written. */
  binds: [from: string, to: string][]
  env: Record<string, string>
  /** Where the code is put. */
  codePath: string
  command: string[]
}

/** Found, or why not. */
export type Detected = { found: SandboxRuntime } | { missing: string }

/** What is in /usr is seen anyway, but for /usr/local, which may hold anything. */
export function bindUnlessSeen(folder: string): [from: string, to: string][] {
  const seen = folder.startsWith('/usr/') && !folder.startsWith('/usr/local')
  return seen || folder === '/usr' ? [] : [[folder, folder]]
}
