import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { type ApiServices, apiHandler, ChangesFeed, Notifier } from '@isola/api'
import { authHandler, clientAddress, createRateLimits, openAuth } from '@isola/auth'
import { systemClock } from '@isola/domain'
import { openStore, type Store } from '@isola/store'
import { authDatabase } from '@isola/store/auth-database'
import type { Logger } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { dashboard } from './dashboard.ts'
import { openDataFolder } from './data-folder.ts'
import { startRunner } from './embedded-runner.ts'
import { handleRequest } from './handle-request.ts'
import { hereOf, listen, originsOf } from './listen.ts'
import { keepLogsFor } from './log-retention.ts'
import { createMetrics } from './metrics.ts'
import { readinessOf } from './readiness.ts'
import { readSecret, runnerKeyOf } from './secret.ts'
import { stopServer } from './stop-server.ts'
import { keepSweeping } from './sweep.ts'

export interface RunningServer {
  url: string
  /** Makes the first admin; null when there is one. */
  setUpUrl: string | null
  /** Whether the bootstrap key was taken on, now. */
  bootstrapped: boolean
  stop(): Promise<void>
}

/**
 * Opens the record and serves it. Whatever fails on the way, the file is let go again.
 * @param development pages are made anew whenever a file changes
 */
export async function startServer(config: Config, log: Logger, development = false): Promise<RunningServer> {
  openDataFolder(config, log)
  const url = `file:${join(config.ISOLA_DATA_DIR, 'isola.db')}`
  const store = await openStore({ url, durability: config.ISOLA_DURABILITY })
  const server = createServer()
  try {
    return await serve(server, store, config, log, development)
  } catch (error) {
    server.close()
    server.closeAllConnections()
    await store.close()
    throw error
  }
}

async function serve(
  server: Server,
  store: Store,
  config: Config,
  log: Logger,
  development: boolean,
): Promise<RunningServer> {
  // The port has to be known before there is anything to serve: who comes meanwhile waits.
  const { promise: handler, resolve: serveBy } = Promise.withResolvers<RequestListener>()
  server.on('request', (request, response) => {
    void handler.then((handle) => handle(request, response))
  })
  const port = await listen(server, config)
  log.info({ host: config.ISOLA_HOST, port }, 'listening')
  const origins = originsOf(config, port)
  const secret = readSecret(config.ISOLA_DATA_DIR)
  const auth = openAuth({
    database: authDatabase(store),
    clock: systemClock,
    secret,
    origins,
    warn: (message) => log.warn({ part: 'sign-in' }, message),
  })
  const bootstrapped = config.ISOLA_BOOTSTRAP_KEY ? await auth.bootstrap(config.ISOLA_BOOTSTRAP_KEY) : false
  const limits = createRateLimits(config.ISOLA_RATE_LIMIT ?? null)
  const addressOf = clientAddress(config.ISOLA_TRUSTED_PROXIES)
  const [draining, stopping] = [new AbortController(), new AbortController()]
  const notifier = new Notifier(store)
  const services: ApiServices = {
    store,
    auth,
    notifier,
    changes: new ChangesFeed(store, notifier, (error) => log.error({ err: error }, 'changes cannot be read')),
    version: packageJson.version,
    stopping: stopping.signal,
  }
  const expiry = keepSweeping(() => store.expireLeases(), 'lost: runners were silent', stopping.signal, log)
  const patience = config.ISOLA_UNSUPPORTED_AFTER_SECONDS
  if (patience > 0)
    keepSweeping(() => store.failUnsupported(patience), 'failed: no runner offers it', stopping.signal, log)
  const readiness = readinessOf(store, expiry, draining.signal, log)
  const onInternal = ({ error, ...where }: { error: unknown }) =>
    log.error({ ...where, err: error }, 'failed')
  const routes = {
    api: apiHandler({
      services,
      auth,
      limits,
      addressOf,
      origins,
      onInternal,
    }),
    auth: authHandler(auth, limits, addressOf),
    page: await dashboard({
      server,
      services,
      callerOf: auth.authenticate,
      onInternal,
      onUnavailable: (problem) => log.warn(problem),
      development,
    }),
    readiness,
    metrics: createMetrics(services),
    log,
  }
  if (config.ISOLA_LOG_RETENTION_DAYS)
    void keepLogsFor(config.ISOLA_LOG_RETENTION_DAYS, store, stopping.signal, log)
  const [publicUrl = ''] = origins
  serveBy(handleRequest(routes, stopping.signal, publicUrl.startsWith('https:')))
  const runnerKey = runnerKeyOf(secret)
  const runner =
    config.ISOLA_EMBEDDED_RUNNER === 'on'
      ? startRunner(config, hereOf(config, port), runnerKey, () => auth.ownRunner(runnerKey), log)
      : null
  const stop = stopServer(server, { draining, stopping }, readiness, store, runner)
  const setUpUrl = (await auth.setUp.needed()) ? `${publicUrl}/setup?token=${auth.setUp.token}` : null
  return { url: publicUrl, setUpUrl, bootstrapped, stop }
}
