/** What a server costs that does nothing but its work: tRPC's own, the same store and schemas, and nobody signs in. */
import { workload, workloadId } from '@isola/domain'
import { openStore } from '@isola/store'
import { initTRPC } from '@trpc/server'
import { createHTTPServer } from '@trpc/server/adapters/standalone'
import { z } from 'zod'

const [file = ''] = process.argv.slice(2)
const store = await openStore({ url: `file:${file}` })
const t = initTRPC.create({ isDev: false })
const router = t.router({
  workload: t.router({
    get: t.procedure
      .input(z.strictObject({ id: workloadId }))
      .output(workload)
      .query(({ input }) => store.getWorkload(input.id)),
  }),
})

const server = createHTTPServer({ router, basePath: '/api/trpc/' })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  console.error(`ready at http://127.0.0.1:${port}`)
})
