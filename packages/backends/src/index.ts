export type { Backend, BackendOptions, Line, OnLog, Outcome, Output, RunSpec } from './backend.ts'
export { createIsolateBackend } from './isolate/isolate-backend.ts'
export { createSandboxBackend } from './sandbox/sandbox-backend.ts'
