import fc from 'fast-check'
import { API_PATH } from '../http/api-handler.ts'
import { requestText } from './raw-request.ts'
import { bearer } from './serve.ts'
import { PROCEDURES } from './wire.ts'

const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
/** What is written out only as it is sent, so that a failure can be read. */
const LONG: Record<string, string> = {
  '<deep array>': '['.repeat(100_000) + ']'.repeat(100_000),
  '<deep object>': `${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)}`,
  '<long text>': `"${'x'.repeat(70_000)}"`,
  '<long list>': `[${'0,'.repeat(5_000)}0]`,
}

const words = (text: string): string[] => text.trim().split(/\s+/)

/** As text: some of it cannot be said by any value of ours. */
const NASTY = [
  ...words(
    'null true 0 -0 -1 1.5 1e308 1e999 -1e999 9007199254740993 4e-324 1e15 [1e999] [] {} [null] [[[]]]',
  ),
  ...words(
    String.raw`"" "\u0000" "\ud800" "\udfff\ud800" "\u202e" "🧨" "%" "\\" "*" ["\ud800"] {"\ud800":1} {"":""}`,
  ),
  ...words(
    '{"length":1e9} {"then":1} {"toString":1,"valueOf":2,"toJSON":3} {"__proto__":{"status":"failed"}}',
  ),
  ...words(
    '{"constructor":{"prototype":{"x":1}}} "__proto__" "constructor" "../../etc/passwd" "pending" "running"',
  ),
  ...words('"0000-00-00T00:00:00Z" "9999-12-31T23:59:59.999+23:59" "+275760-09-13T00:00:00Z" "now"'),
  ...['" "', '"\' OR 1=1 --"', `"${UNKNOWN}"`, ...Object.keys(LONG)],
]
const BROKEN = [...words(`{ } [1,] {"a":} {'a':1} undefined NaN " {"a":1}x`), '\u0000', '\ufeff{}']
const NAMES = [
  ...words(
    'id status cause output exitCode error durationMs startedAt finishedAt ifRevision reason runtime name',
  ),
  ...words(
    'isolation code input labels hold nodeId idempotencyKey text createdAt filter order limit cursor to',
  ),
  ...words('timeoutSeconds lastEventId lines search from email password role expiresAt disabled direction'),
  ...words('__proto__ constructor prototype'),
  '\u0000',
]
const one = <Value>(values: readonly Value[]) => fc.constantFrom(...values)

const anObject = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .uniqueArray(fc.tuple(one(NAMES), value), { maxLength: 5, selector: ([name]) => name })
    .map((members) => `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`)
const nasty = fc.oneof(
  { weight: 8, arbitrary: one(NASTY) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
)
/** Near enough to what is right for some of it to get through to the store. */
const nearlyRight = fc
  .tuple(
    one(['"id":"ID"', `"id":"${UNKNOWN}"`, '"runtime":"node","hold":true', '"limit":5', '"filter":{}']),
    anObject(nasty),
  )
  .map(([right, wrong]) => `{${right}${wrong === '{}' ? '}' : `,${wrong.slice(1)}`}`)
const json = fc.oneof(
  { weight: 6, arbitrary: nearlyRight },
  { weight: 3, arbitrary: anObject(fc.oneof(nasty, anObject(nasty))) },
  { weight: 1, arbitrary: nasty },
  { weight: 1, arbitrary: one(BROKEN) },
)
const batched = fc
  .array(fc.tuple(one(['0', '1', '2', '-1', '1e3', '__proto__', '00', 'length', '4294967296']), json), {
    maxLength: 4,
  })
  .map((calls) => `{${calls.map(([index, text]) => `"${index}":${text}`).join(',')}}`)

/** What nobody has. */
const ODD_PATHS = [
  ...words(
    '. % %ff %E0%A4%A %00 ..%2f __proto__ constructor toString workload. .get // * ;a=1 workload.__proto__',
  ),
  ...['workload.get%2Cworkload.list', 'a'.repeat(5_000), ''],
]
const ODD_QUERIES = words(`
  ?batch=1&batch=0 ?batch=2 ?input ?connectionParams={ ?connectionParams=%7B%7D ?lastEventId=%00 ?% ?input=%7B
  ?batch=1&input=[]`)
const ODD_TARGETS = words(`
  * // / http://[::1 /api/trpc/\u0001 /api/auth/sign-in/email /api/auth/%ff /api/auth// /api/auth/get-session?%
  http://elsewhere/api/trpc/system.info`)
const ODD_METHODS = words('PUT DELETE PATCH OPTIONS HEAD TRACE QUERY PROPFIND get CONNECT FOO')
const methodOf = (type: string) => (type === 'mutation' ? 'POST' : 'GET')
const procedure = one(PROCEDURES).map(({ path, type }) => ({ path, method: methodOf(type) }))
const oddPath = one(ODD_PATHS).map((path) => ({ path, method: 'GET' }))

const call = fc.oneof(
  { weight: 12, arbitrary: procedure.map(({ path, method }) => ({ method, target: API_PATH + path })) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof({ weight: 6, arbitrary: procedure }, { weight: 1, arbitrary: oddPath }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((calls) => ({
        method: calls[0]?.method ?? 'GET',
        target: `${API_PATH}${calls.map(({ path }) => path).join(',')}?batch=1`,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(procedure, one(ODD_METHODS))
      .map(([{ path }, method]) => ({ method, target: API_PATH + path })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.oneof(procedure, oddPath), one(ODD_QUERIES))
      .map(([{ path, method }, query]) => ({ method, target: API_PATH + path + query })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ method: one(['GET', 'POST', ...ODD_METHODS]), target: one(ODD_TARGETS) }),
  },
)

/** Methods, addresses, headers and bodies, most of them near enough to what is right to get past the first check. */
export const malformedRequest = fc.record({
  call,
  body: fc.oneof({ weight: 6, arbitrary: json }, { weight: 2, arbitrary: batched }),
  inQuery: fc.nat({ max: 9 }).map((chance) => chance === 0),
  type: fc.oneof(
    { weight: 12, arbitrary: one(['application/json']) },
    {
      weight: 1,
      arbitrary: one([
        'application/json; charset=utf-16',
        'APPLICATION/JSON',
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/octet-stream',
        'application/x-www-form-urlencoded',
        '',
        '\u00ff',
        'application/jsonl',
      ]),
    },
  ),
  more: fc.oneof(
    { weight: 8, arbitrary: one([{}]) },
    {
      weight: 2,
      arbitrary: one<Record<string, string>>([
        { 'trpc-accept': 'application/jsonl' },
        { 'last-event-id': '1e9' },
        { 'last-event-id': '\u00ff' },
        { host: 'a b' },
        { host: '[::' },
        { host: '' },
        { 'content-length': '-1' },
        { 'transfer-encoding': 'chunked' },
        { expect: '100-continue' },
        { upgrade: 'websocket', connection: 'upgrade' },
        { cookie: 'isola.session_token=%ff; a=\u00ff;;=' },
        { cookie: `isola.session_token=${'x'.repeat(4_000)}.y` },
        { authorization: 'Bearer ' },
        { authorization: 'Basic \u00ff' },
        { authorization: `Bearer isk_${'x'.repeat(200)}` },
        { origin: 'null', cookie: 'a=b' },
        { 'x-forwarded-for': `${'1, '.repeat(500)}\u00ff` },
      ]),
    },
  ),
})

type MalformedRequest = typeof malformedRequest extends fc.Arbitrary<infer Value> ? Value : never

/** As it is sent, with that key, and about the workload `id`. */
export function rawOf(request: MalformedRequest, key: string, id: string): string {
  const { call, body, inQuery, type, more } = request
  const { method, target } = call
  // Whoever waits for one that is there waits long.
  const text = writtenOut(body, target.includes('workload.wait') ? UNKNOWN : id)
  const asQuery = method === 'GET' || inQuery
  // Lone surrogates have no form in a query; JSON’s escapes of them do.
  const input = `${target.includes('?') ? '&' : '?'}input=${encodeURIComponent(text.toWellFormed())}`
  const query = asQuery && text.length < 10_000 ? input : ''
  const headers: Record<string, string> = {
    ...bearer(key),
    ...(method !== 'GET' && { 'content-type': type }),
    ...more,
  }
  // A body that never comes is waited for until it is too late, by minutes.
  if (method === 'GET') delete headers['transfer-encoding']
  return requestText(method, target + query, headers, method === 'GET' ? null : asQuery ? '' : text)
}

const writtenOut = (body: string, id: string): string =>
  body.replaceAll('"ID"', `"${id}"`).replace(/<[a-z ]+>/g, (name) => LONG[name] ?? name)
