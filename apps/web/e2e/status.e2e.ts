import { TRANSITIONS } from '@isola/domain'
import { describe, expect } from 'vitest'
import { PEOPLE } from './people.ts'
import { test } from './test.ts'
import { act, changeOf, entries, header, offered, running } from './workload.ts'

describe('an admin who edits a status', () => {
  test('is offered the legal next ones and no other, and finds who, why, old and new in the history', async ({
    open,
    server,
  }) => {
    const { program } = server
    const { id } = await program.workload.create.mutate({ name: 'stuck', runtime: 'node', hold: true })
    const { page } = await open('admin', `/workloads/${id}?tab=history`)
    const dialog = page.getByRole('dialog', { name: 'Change status' })
    await page.getByRole('button', { name: 'Change status' }).click()
    await dialog.waitFor()
    expect(await offered(page)).toEqual(TRANSITIONS.pending)
    await page.keyboard.press('Escape')

    await program.workload.update.mutate({ id, status: 'running' })
    await header(page).getByText('Running').waitFor()
    await page.getByRole('button', { name: 'Change status' }).click()
    await dialog.getByText('stuck').waitFor()
    expect(await offered(page)).toEqual(TRANSITIONS.running)
    await dialog.getByRole('radio', { name: 'Failed' }).click()
    await dialog.getByLabel('Reason').fill('it has hung since noon')
    await dialog.getByRole('button', { name: 'Mark failed' }).click()
    await dialog.waitFor({ state: 'detached' })

    await header(page).getByText('Failed').waitFor()
    const entry = entries(page, 'running → failed')
    await entry.getByText('it has hung since noon').waitFor()
    await entry.getByText(PEOPLE.admin.name).waitFor()
    await entry.getByRole('button', { name: /values?$/ }).click()
    expect(await changeOf(entry, 'cause')).toEqual(['empty', 'operator'])
    expect(await program.workload.get.query({ id })).toMatchObject({ status: 'failed', cause: 'operator' })
  })

  test('is told who changed it meanwhile and to what, and is offered what is legal now', async ({
    open,
    server,
  }) => {
    const { program } = server
    const { id } = await running(server, 'fought over')
    const { page } = await open('admin', `/workloads/${id}?tab=history`)
    await page.getByRole('button', { name: 'Change status' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change status' })
    await dialog.getByRole('radio', { name: 'Failed' }).click()
    await dialog.getByLabel('Reason').fill('it seems dead')

    await program.workload.update.mutate({ id, status: 'completed', reason: 'done at last' })
    const alert = dialog.getByRole('alert')
    await alert.getByText('It changed meanwhile. Nothing of yours was written.').waitFor()
    expect(await alert.textContent()).toMatch(/bootstrap.*done at last.*completed/is)
    expect(await dialog.getByRole('button', { name: 'Mark failed' }).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Go on from here' }).click()
    await dialog.getByText('Completed is final: no status follows it.').waitFor()
    expect(await offered(page)).toEqual([])
    expect(await program.workload.get.query({ id })).toMatchObject({ status: 'completed', cause: null })
  })

  test('overwrites nothing, should the change come between the look and the click', async ({
    open,
    server,
  }) => {
    const { program } = server
    const { id } = await running(server, 'lost by a hair')
    const { page, watch } = await open('admin', `/workloads/${id}?tab=history`)
    await page.getByRole('button', { name: 'Change status' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change status' })
    await dialog.getByRole('radio', { name: 'Failed' }).click()
    await dialog.getByLabel('Reason').fill('it seems dead')

    watch.expect(409)
    // It still runs: only the revision that the admin saw tells that something happened.
    const faster = async () => {
      await program.workload.update.mutate({ id, error: 'alive', reason: 'a sign of life' })
    }
    await page.route(/\/api\/trpc\/workload\.update/, (route) => faster().then(() => route.continue()), {
      times: 1,
    })
    await dialog.getByRole('button', { name: 'Mark failed' }).click()
    await dialog.getByRole('alert').getByText('a sign of life').waitFor()
    expect(await program.workload.get.query({ id })).toMatchObject({ status: 'running', error: 'alive' })

    await dialog.getByRole('button', { name: 'Go on from here' }).click()
    await dialog.getByRole('button', { name: 'Mark failed' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await program.workload.get.query({ id })).toMatchObject({ status: 'failed', error: 'alive' })
  })
})

describe('an admin who sets the record straight', () => {
  test('overrides in a step of its own, never without a reason, and the history marks it', async ({
    open,
    server,
  }) => {
    const { program } = server
    const { id } = await running(server, 'declared done')
    await program.workload.update.mutate({ id, status: 'completed' })
    const { page } = await open('admin', `/workloads/${id}?tab=history`)
    await page.getByRole('button', { name: 'Change status' }).click()
    await page.getByRole('button', { name: 'Override…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Override the status' })
    await dialog.waitFor()
    expect(await offered(page)).toEqual(['failed', 'killed'])
    await dialog.getByRole('radio', { name: 'Failed' }).click()
    const submit = dialog.getByRole('button', { name: 'Override with failed' })
    expect(await submit.getAttribute('aria-disabled')).toBe('true')
    expect(await submit.getAttribute('title')).toBe('Say why first')
    await dialog.getByLabel('Reason').fill('the result was for another day')
    await submit.click()
    await dialog.waitFor({ state: 'detached' })

    await header(page).getByText('Failed').waitFor()
    await header(page).getByText('Overridden').waitFor()
    const entry = entries(page, 'Overridden completed → failed')
    await entry.getByText('the result was for another day').waitFor()
    await entry.getByText(PEOPLE.admin.name).waitFor()
    expect(await changeOf(entry, 'cause')).toEqual(['empty', 'operator'])
    expect(await program.workload.get.query({ id })).toMatchObject({ status: 'failed' })
  })

  test('amends what a finished workload says, and old and new values are kept', async ({ open, server }) => {
    const { program } = server
    const { id } = await running(server, 'misreported')
    await program.workload.update.mutate({ id, status: 'failed', exitCode: 1, error: 'out of memory' })
    const { page } = await open('admin', `/workloads/${id}?tab=history`)
    await act(page, 'Amend the record…')
    const dialog = page.getByRole('dialog', { name: 'Amend the record' })
    await dialog.getByLabel('Exit code').fill('137')
    await dialog.getByLabel('Error').fill('killed by the kernel')
    await dialog.getByLabel('Reason').fill('as the kernel’s log says')
    await dialog.getByRole('button', { name: 'Amend', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })

    const entry = entries(page, 'Amended')
    await entry.getByText('as the kernel’s log says').waitFor()
    expect(await changeOf(entry, 'exitCode')).toEqual(['1', '137'])
    expect(await changeOf(entry, 'error')).toEqual(['out of memory', 'killed by the kernel'])
    await page.getByRole('region', { name: 'Error' }).getByText('killed by the kernel').waitFor()
    expect(await program.workload.get.query({ id })).toMatchObject({
      status: 'failed',
      exitCode: 137,
      error: 'killed by the kernel',
    })
  })
})
