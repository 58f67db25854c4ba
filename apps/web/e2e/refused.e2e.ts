import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { test } from './test.ts'

/** As many as may be made and wait, of callers without credentials. */
const PLACES = 66

const pageOf = (url: string, path: string, headers: Record<string, string> = {}) =>
  fetch(url + path, { headers, redirect: 'manual' })

test('a mistyped id is answered with 404 at once, and is no failure of ours', async ({
  server: { url, key, logged },
}) => {
  const headers = { authorization: `Bearer ${key}` }
  const mistyped = ['nope', '4711', '%00', '..%2f..', '01KAZZZZZZZZZZZZZZZZZZZZZZ', 'x'.repeat(3_000)]
  for (const id of mistyped)
    for (const rsc of [{}, { rsc: '1' }]) {
      const { status } = await pageOf(url, `/workloads/${id}`, { ...headers, ...rsc })
      expect([id, [404, 307].includes(status)]).toEqual([id, true])
    }
  expect(logged()).toBe('')
})

test('headers that no router of ours sends are their sender’s mistake', async ({
  server: { url, key, logged },
}) => {
  const malformed = [
    { 'next-router-state-tree': 'garbage%' },
    { 'next-router-state-tree': '["a"]' },
    { 'next-router-state-tree': '%5B%22%22%2C1%5D' },
    { 'next-router-prefetch': '2' },
  ]
  for (const headers of malformed)
    for (const credentials of [{}, { authorization: `Bearer ${key}` }]) {
      const answer = await pageOf(url, '/workloads', { rsc: '1', ...headers, ...credentials })
      expect([answer.status, await answer.text()]).toEqual([400, 'The next-router headers are malformed\n'])
    }
  expect(logged()).toBe('')
})

test('of strangers who ask for pages at once few are served, and whoever has signed in does not wait for them', async ({
  server: { url, key },
}) => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // All in one piece, on one connection: they are there before the first of them is made.
  const ask = 'GET /sign-in HTTP/1.1\r\nhost: x\r\n'
  socket.write(`${`${ask}\r\n`.repeat(99)}${ask}connection: close\r\n\r\n`)
  const strangers = text(socket)
  const mine = await pageOf(url, '/workloads', { authorization: `Bearer ${key}` })
  expect(mine.status).toBe(200)
  const answers = await strangers
  const count = (pattern: RegExp) => answers.match(pattern)?.length
  expect(count(/^HTTP\/1.1 200/gm)).toBe(PLACES)
  expect(count(/^HTTP\/1.1 503/gm)).toBe(100 - PLACES)
  expect(count(/^retry-after: 1\r$/gim)).toBe(100 - PLACES)
  expect(count(/^The server is busy: try again in a moment$/gm)).toBe(100 - PLACES)
})
