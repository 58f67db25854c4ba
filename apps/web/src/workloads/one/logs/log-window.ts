import { fold, type ListLogLinesQuery, type LogLine, type LogPage } from '@isola/domain'

export interface LogSnapshot {
  lines: readonly LogLine[]
  /** Null while the first page is on its way. */
  state: 'opening' | 'open' | 'failed'
  error: Error | null
  /** Where the lines before go on; null at the beginning of the log. */
  older: string | null
  /** Where the lines after go on; null at its end, where new ones are appended. */
  newer: string | null
  loading: 'older' | 'newer' | null
  /** What retention has taken. */
  removed: LogPage['removed']
  /** The greatest number in the log when it was opened: what follows comes over the stream. */
  lastSeq: number | null
}

const PAGE = 1_000
const AROUND = 500
/** A search looks at 20,000 lines a request: so many requests before it asks whether to go on. */
const REQUESTS = 5
const ENOUGH_FOUND = 100
/** So many lines are kept while new ones keep coming; older ones can be asked for again. */
const MOST_KEPT = 150_000
const KEPT = 100_000

const NOTHING: LogSnapshot = {
  lines: [],
  state: 'opening',
  error: null,
  older: null,
  newer: null,
  loading: null,
  removed: undefined,
  lastSeq: null,
}

/** A stretch of a log, without gaps, that grows at both ends. */
export class LogWindow {
  readonly #ask: (query: ListLogLinesQuery) => Promise<LogPage>
  readonly #search: string
  readonly #listeners = new Set<() => void>()
  #snapshot = NOTHING

  constructor(ask: (query: ListLogLinesQuery) => Promise<LogPage>, search: string) {
    this.#ask = ask
    this.#search = search
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly get = (): LogSnapshot => this.#snapshot

  /** At a line, or at the end. */
  async open(line: number | null): Promise<void> {
    this.#set(NOTHING)
    try {
      const [last, ...pages] = await Promise.all([
        this.#ask({ direction: 'backward', limit: 1 }),
        this.#page('backward', line === null ? null : String(line + 1), line === null ? PAGE : AROUND),
        ...(line === null ? [] : [this.#page('forward', String(line), AROUND)]),
      ])
      const [before, after] = pages
      this.#set({
        ...NOTHING,
        state: 'open',
        lines: [...(before?.items.toReversed() ?? []), ...(after?.items ?? [])],
        older: before?.nextCursor ?? null,
        newer: after?.nextCursor ?? null,
        removed: last.removed,
        lastSeq: last.items[0]?.seq ?? null,
      })
    } catch (error) {
      this.#set({ ...NOTHING, state: 'failed', error: error as Error })
    }
  }

  async loadOlder(): Promise<void> {
    const { older, loading } = this.#snapshot
    if (older === null || loading) return
    await this.#load('older', async () => {
      const page = await this.#page('backward', older, PAGE)
      const { lines } = this.#snapshot
      return { lines: [...page.items.toReversed(), ...lines], older: page.nextCursor, removed: page.removed }
    })
  }

  async loadNewer(): Promise<void> {
    const { newer, loading } = this.#snapshot
    if (newer === null || loading) return
    await this.#load('newer', async () => {
      const page = await this.#page('forward', newer, PAGE)
      return { lines: [...this.#snapshot.lines, ...page.items], newer: page.nextCursor }
    })
  }

  /** Lines that the stream brought. Where the window does not reach the end of the log, they are found on the way there. */
  append(lines: readonly LogLine[]): void {
    const { lines: present, newer, state } = this.#snapshot
    if (state !== 'open' || newer !== null) return
    const last = present.at(-1)?.seq ?? -1
    const search = fold(this.#search)
    const fresh = lines.filter(({ seq, line }) => seq > last && (!search || fold(line).includes(search)))
    if (fresh.length === 0) return
    const all = [...present, ...fresh]
    const kept = all.length > MOST_KEPT ? all.slice(-KEPT) : all
    const { older } = this.#snapshot
    this.#set({ ...this.#snapshot, lines: kept, older: kept === all ? older : String(kept[0]?.seq) })
  }

  /** A page with at least one line; of a search, as many pages as it takes to find enough, or to have looked long enough. */
  async #page(direction: 'forward' | 'backward', from: string | null, limit: number): Promise<LogPage> {
    const items: LogLine[] = []
    for (let cursor = from, request = 1; ; request++) {
      const page = await this.#ask({
        direction,
        limit,
        ...(cursor !== null && { cursor }),
        ...(this.#search && { search: this.#search }),
      })
      items.push(...page.items)
      const enough = items.length >= (this.#search ? ENOUGH_FOUND : 1) || request === REQUESTS
      if (enough || page.nextCursor === null) return { ...page, items }
      cursor = page.nextCursor
    }
  }

  async #load(loading: 'older' | 'newer', load: () => Promise<Partial<LogSnapshot>>): Promise<void> {
    this.#set({ ...this.#snapshot, loading, error: null })
    try {
      const change = await load()
      this.#set({ ...this.#snapshot, ...change, loading: null })
    } catch (error) {
      this.#set({ ...this.#snapshot, loading: null, error: error as Error })
    }
  }

  #set(snapshot: LogSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}
