import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { expect, it, onTestFinished } from 'vitest'
import { connectWriter } from './serialised-adapter.ts'

const sql = (text: string): SqlQuery => ({ sql: text, args: [], argTypes: [] })

/** The writing connection over a table of one column. */
async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'isola-ended-'))
  const { db, adapter } = await connectWriter(join(folder, 'test.db'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  onTestFinished(() => void db.close())
  db.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE)')
  const notes = () => db.prepare('SELECT text FROM notes ORDER BY rowid').pluck().all()
  return { adapter, notes }
}

it('a statement that comes after its transaction has ended is refused, and joins no other', async () => {
  const { adapter, notes } = await open()
  const late = await adapter.startTransaction()
  await late.executeRaw(sql("INSERT INTO notes VALUES ('early')"))
  await late.executeRaw(sql('ROLLBACK'))
  await late.rollback()
  const next = await adapter.startTransaction()
  await expect(late.executeRaw(sql("INSERT INTO notes VALUES ('late')"))).rejects.toThrow('has ended')
  await expect(late.queryRaw(sql("INSERT INTO notes VALUES ('late') RETURNING text"))).rejects.toThrow(
    'has ended',
  )
  await expect(late.createSavepoint?.('late')).rejects.toThrow('has ended')
  await next.executeRaw(sql("INSERT INTO notes VALUES ('next')"))
  await next.executeRaw(sql('COMMIT'))
  await next.commit()
  expect(notes()).toEqual(['next'])
})

it('a transaction that is ended twice does not end the one that came after it', async () => {
  const { adapter, notes } = await open()
  const first = await adapter.startTransaction()
  await first.rollback()
  const next = await adapter.startTransaction()
  await next.executeRaw(sql("INSERT INTO notes VALUES ('next')"))
  await first.rollback()
  await first.commit()
  await next.executeRaw(sql('COMMIT'))
  await next.commit()
  expect(notes()).toEqual(['next'])
})
