export type Columns = Record<string, string | number | Buffer | null>

export const CREATOR = { kind: 'key', id: 'key-1', name: 'Deploy key' }
export const RUNNER = JSON.stringify({ kind: 'runner', id: 'runner-1', name: 'runner-1' })
