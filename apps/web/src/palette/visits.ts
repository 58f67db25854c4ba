const KEY = 'isola.visits'
const MOST = 5

/** The workloads whose pages were opened last in this browser, the latest first. */
export function readVisits(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

export function recordVisit(id: string): void {
  const ids = [id, ...readVisits().filter((other) => other !== id)].slice(0, MOST)
  try {
    localStorage.setItem(KEY, JSON.stringify(ids))
  } catch {
    // A full or forbidden storage costs a convenience.
  }
}
