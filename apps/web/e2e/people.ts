import type { Page } from 'playwright-core'
import type { Server } from './server.ts'

export const PEOPLE = {
  admin: { name: 'Ada', email: 'ada@example.com', role: 'admin' },
  operator: { name: 'Otto', email: 'otto@example.com', role: 'operator' },
  viewer: { name: 'Vera', email: 'vera@example.com', role: 'viewer' },
} as const
export type Who = keyof typeof PEOPLE

export const PASSWORD = 'correct horse battery'

export const createPerson = ({ program }: Server, who: Who) =>
  program.admin.users.create.mutate({ ...PEOPLE[who], password: PASSWORD })

/** On the page for it, which is open. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel(/^E-mail/).fill(email)
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
