import type { Isolation } from '@isola/domain'

/** What each isolation is, in the words of those who choose one. */
export const ISOLATION_WORDS: Record<Isolation, string> = {
  auto: 'The runner that claims it chooses by runtime, and records what it chose.',
  isolate: 'A V8 isolate without permissions: no files, no network. Starts in milliseconds.',
  sandbox: 'Linux namespaces and seccomp around an ordinary process, read-only, without network.',
  gvisor: 'A kernel of its own in user space, for images and native code.',
  microvm: 'A virtual machine of its own: the strongest, and the slowest to start.',
}
