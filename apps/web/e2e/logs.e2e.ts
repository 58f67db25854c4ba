import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import type { Server } from './server.ts'
import { test } from './test.ts'
import { running } from './workload.ts'

async function log(server: Server, lines: string[]): Promise<string> {
  const { id } = await running(server, 'log')
  for (let from = 0; from < lines.length; from += 500) {
    const batch = lines.slice(from, from + 500)
    await server.program.log.append.mutate({
      id,
      lines: batch.map((line, index) => ({ seq: from + index, stream: 'stdout', line })),
    })
  }
  return id
}

describe('a log', () => {
  test('shows what the server found in it, in its place', async ({ open, server }) => {
    const id = await log(server, ['İİ cafe\u0301', 'nothing', '\u001b[31mΚΑ\u001b[0mΙ CAFÉ', 'και'])
    const { page } = await open('viewer', `/workloads/${id}?tab=logs&find=CAF%C3%89`)
    const lines = page.getByRole('region', { name: 'Log lines' })
    await expect.poll(() => lines.locator('mark').allTextContents()).toEqual(['cafe\u0301', 'CAFÉ'])
    expect(await lines.getByRole('link').allTextContents()).toEqual(['0', '2'])
    await page.getByRole('textbox', { name: 'Search the log' }).fill('ΚΑΙ')
    await expect.poll(() => lines.locator('mark').allTextContents()).toEqual(['και'])
  })

  test('is downloaded whole, however many pages it has', async ({ open, server }) => {
    const lines = [
      ...Array.from({ length: 1_500 }, (_, seq) => `line ${seq}`),
      ...Array(100).fill('x'.repeat(60_000)),
    ]
    const id = await log(server, lines.slice(0, 1_500))
    for (const [index, line] of lines.slice(1_500).entries())
      await server.program.log.append.mutate({ id, lines: [{ seq: 1_500 + index, stream: 'stdout', line }] })
    const { page } = await open('viewer', `/workloads/${id}?tab=logs`)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/^log-\w{7}-log\.txt$/)
    const text = await readFile(await file.path(), 'utf8')
    expect(text === lines.map((line) => `${line}\n`).join('')).toBe(true)
  })
})
