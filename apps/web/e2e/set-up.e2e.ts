import { describe, expect } from 'vitest'
import { alive } from './browser.ts'
import { PASSWORD, signIn } from './people.ts'
import { test } from './test.ts'

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' }

describe('the printed link', () => {
  test('makes the first admin, who is in; whoever is slower is refused; then it leads nowhere', async ({
    server,
    window,
  }) => {
    const [{ page: faster }, { page: slower, watch }] = [await window(), await window()]
    for (const page of [faster, slower]) await page.goto(server.setUpLink)
    const becomeAdmin = async (page: typeof faster, { name, email }: typeof GRACE) => {
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Become the first admin' }).click()
    }

    await becomeAdmin(faster, GRACE)
    await faster.waitForURL((url) => url.pathname === '/')
    await faster.getByRole('button', { name: 'Grace Hopper admin' }).waitFor()
    await faster.getByRole('link', { name: 'Audit' }).waitFor()

    watch.expect(400, 401, 403, 404, 409)
    await becomeAdmin(slower, { name: 'Mallory', email: 'mallory@example.com' })
    await slower.getByRole('alert').waitFor()
    const { items } = await server.program.admin.users.list.query()
    expect(items.map(({ email }) => email)).toEqual([GRACE.email])

    await slower.goto(server.setUpLink)
    await slower.waitForURL((url) => url.pathname === '/sign-in')
  })
})

describe('signing in', () => {
  test('leads to the page that was asked for; a wrong password is named and lets nobody in', async ({
    window,
  }) => {
    const { page, watch } = await window()
    await page.goto('/workloads?status=failed&runtime=node')
    await page.waitForURL((url) => url.pathname === '/sign-in')
    watch.expect(401)
    await signIn(page, GRACE.email, 'not the password')
    await page.getByText('The e-mail or the password is wrong').waitFor()
    await signIn(page, GRACE.email)
    await page.waitForURL('/workloads?status=failed&runtime=node')
    await alive(page)

    await page.getByRole('button', { name: 'Grace Hopper admin' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.goto('/workloads')
    await page.waitForURL((url) => url.pathname === '/sign-in')
  })

  test('never puts a password in an address, even while the page’s script is not there yet', async ({
    window,
  }) => {
    const { page } = await window({ javaScriptEnabled: false })
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(GRACE.email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByLabel('Password').press('Enter')
    expect(new URL(page.url()).search).toBe('')
  })
})
