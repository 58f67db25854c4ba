/** Prints what happens in Isola as it happens: changes of workloads, or the log of one. Ends with Ctrl+C. */
import { parseArgs } from 'node:util'
import { createIsolaClient, type FilteredChange, isIsolaError, type WorkloadFilter } from '@isola/client'

const USAGE = `Usage: node main.ts [--status <status>]… [--runtime <runtime>]… [--text <text>]
       node main.ts --tail <id of a workload>`

const { ISOLA_URL = 'http://127.0.0.1:4747', ISOLA_API_KEY = '' } = process.env
const client = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })

const events = {
  onStarted: () => console.error(`connected to ${ISOLA_URL}`),
  // It connects again by itself, and goes on where it was.
  onConnectionStateChange: ({ state, error }: { state: string; error: Error | null }) => {
    if (state === 'connecting' && error) console.error('the connection broke: connecting again')
  },
  onError: (error: Error) => {
    console.error(isIsolaError(error) ? `${error.data.isola.code}: ${error.message}` : error.message)
    process.exitCode = 1
  },
}

try {
  const { tail, ...filter } = readOptions()
  if (tail === undefined)
    client.workload.changes.subscribe({ filter }, { ...events, onData: ({ data }) => say(data) })
  else
    client.log.tail.subscribe({ id: tail }, { ...events, onData: ({ data }) => data.lines.forEach(sayLine) })
} catch {
  console.error(USAGE)
  process.exitCode = 2
}

/** Whether a status is one is for Isola to say. */
function readOptions(): WorkloadFilter & { tail?: string } {
  const { values } = parseArgs({
    options: {
      status: { type: 'string', multiple: true },
      runtime: { type: 'string', multiple: true },
      text: { type: 'string' },
      tail: { type: 'string' },
    },
  })
  return values as WorkloadFilter & { tail?: string }
}

function say({ event, workload, matches }: FilteredChange): void {
  const change = event.from || event.to ? `${event.from ?? 'new'} → ${event.to}` : event.kind
  const who = event.reason ? `${event.actor.name}: ${event.reason}` : event.actor.name
  const left = matches ? '' : ', no longer among those watched'
  console.log(`${event.at} ${event.workloadId} ${workload?.name ?? '(no name)'} ${change} (${who}${left})`)
}

function sayLine({ stream, line }: { stream: string; line: string }): void {
  console.log(stream === 'stderr' ? `! ${line}` : `  ${line}`)
}
