import { expect, it } from 'vitest'
import { openStore } from '../open-store.ts'

it('refuses a file where the file system makes no folders, instead of trying for ever', async () => {
  for (const url of ['file:/proc/isola/isola.db', 'file:/proc/isola/deeper/isola.db'])
    await expect(openStore({ url })).rejects.toMatchObject({ code: 'ENOENT', syscall: 'mkdir' })
})
