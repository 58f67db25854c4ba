'use client'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useRef, useState } from 'react'
import { Kbd } from '#/components/ui/kbd.tsx'
import { useTimes } from '#/lib/time.tsx'
import { Chip } from './chip.tsx'
import { EDITED_FIELDS, type EditedField } from './edited-fields.ts'
import { Facets } from './facets.tsx'
import { clearAll, clearOf, FIELD_KEYS, FILTER_FIELDS, isFiltered } from './filter-fields.ts'
import { readQuery } from './read-query.ts'
import { useView } from './use-view.ts'

const load = () => import('./filter-editor.tsx').then(({ FilterEditor }) => ({ default: FilterEditor }))
const FilterEditor = lazy(load)

/** The filter, as chips; what is typed becomes one, or jumps to the workload whose id it is. */
export function QueryBar() {
  const { params, setFilter } = useView()
  const { zone } = useTimes()
  const [editing, setEditing] = useState<EditedField | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={bar}
      className="relative flex min-h-[34px] flex-wrap items-center gap-x-1.5 gap-y-1 rounded-lg border border-line bg-raise px-2 py-1 focus-within:border-line-strong"
    >
      {FIELD_KEYS.map((field) => {
        const text = FILTER_FIELDS[field].text(params, zone)
        if (text === null) return null
        const edited = EDITED_FIELDS.find((one) => one === field)
        return (
          <Chip
            key={field}
            name={FILTER_FIELDS[field].name}
            text={text}
            onEdit={edited && (() => setEditing(edited))}
            onRemove={() => setFilter(clearOf(field))}
          />
        )
      })}
      <QueryInput />
      {isFiltered(params) && (
        <button
          type="button"
          onClick={() => setFilter(clearAll)}
          className="h-[24px] rounded px-1.5 text-[12px] text-mute hover:bg-hover hover:text-text"
        >
          Clear
        </button>
      )}
      <div className="flex flex-wrap items-center gap-0.5">
        <Facets />
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={editing !== null}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
          onClick={() => setEditing('created')}
          className="flex h-[24px] items-center gap-1 rounded px-1.5 text-[12px] text-mute hover:bg-hover hover:text-text"
        >
          <Plus className="size-3" /> Filter
        </button>
      </div>
      {editing && (
        <Suspense>
          <FilterEditor anchor={bar} field={editing} onField={setEditing} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </div>
  )
}

const PROBLEM_ID = 'query-problem'

function QueryInput() {
  const { setFilter } = useView()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const apply = (query: string) => {
    if (query.trim() === '') return
    const read = readQuery(query)
    if ('problem' in read) return setProblem(read.problem)
    setTyped('')
    if ('workload' in read) router.push(`/workloads/${read.workload}`)
    else setFilter(read.filter)
  }
  return (
    <form
      className="flex min-w-40 flex-1 items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        apply(typed)
      }}
    >
      <input
        name="query"
        data-search
        aria-label="Search name and error, or write a filter"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : PROBLEM_ID}
        placeholder="Text in name or error, exit:137, label:team=billing, an id…"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text')
          if ('workload' in readQuery(pasted)) {
            event.preventDefault()
            apply(pasted)
          }
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTyped('')
          setProblem(null)
          event.currentTarget.blur()
        }}
        className="h-[24px] min-w-0 flex-1 bg-transparent px-1 outline-none placeholder:text-faint"
      />
      {problem ? (
        <span id={PROBLEM_ID} role="alert" className="text-failed text-fact">
          {problem}
        </span>
      ) : (
        <span className="hidden sm:inline">
          <Kbd>/</Kbd>
        </span>
      )}
    </form>
  )
}
