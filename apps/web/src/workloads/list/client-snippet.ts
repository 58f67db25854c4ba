/** The address is the reader's own to fill in: the server may be known by another name than the browser's. */
export const CLIENT_SNIPPET = `import { createIsolaClient } from '@isola/client'

const isola = createIsolaClient({
  url: 'http://127.0.0.1:4747',
  apiKey: 'isk_…',
})

const { id } = await isola.workload.create.mutate({
  name: 'hello',
  runtime: 'node',
  code: 'export default () => "Hello, world"',
})`
