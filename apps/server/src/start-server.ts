import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { type ApiServices, apiHandler, Capacity, ChangesFeed, Notifier } from '@isola/api'
import {
  type Auth,
  admission,
  authHandler,
  clientAddress,
  createRateLimits,
  openAuth,
  trustedAddresses,
} from '@isola/auth'
import { systemClock, toTimestamp } from '@isola/domain'
import { openStore, type Store } from '@isola/store'
import { authDatabase } from '@isola/store/auth-database'
import type { Logger } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { limitConnections } from './connections.ts'
import { dashboard } from './dashboard.ts'
import { openDataFolder } from './data-folder.ts'
import { startRunner } from './embedded-runner.ts'
import { handleRequest } from './handle-request.ts'
import { hereOf, listen, originsOf } from './listen.ts'
import { createMetrics } from './metrics.ts'
import { readinessOf } from './readiness.ts'
import { readSecret, runnerKeyOf } from './secret.ts'
import { stopServer } from './stop-server.ts'
import { keepSweeping, removeHourly, type Sweep } from './sweep.ts'
import { undoOnFailure } from './undo-on-failure.ts'

const DAY_MS = 24 * 3_600_000

export interface RunningServer {
  url: string
  /** Makes the first admin; null when there is one. */
  setUpUrl: string | null
  /** Whether the bootstrap key was taken on, now. */
  bootstrapped: boolean
  stop(): Promise<void>
}

/**
 * Opens the record and serves it. If anything fails on the way, what was begun is undone.
 * @param development pages are made anew whenever a file changes
 */
export async function startServer(config: Config, log: Logger, development = false): Promise<RunningServer> {
  openDataFolder(config, log)
  const url = `file:${join(config.ISOLA_DATA_DIR, 'isola.db')}`
  const store = await openStore({ url, durability: config.ISOLA_DURABILITY })
  return undoOnFailure(log, (undo) => {
    undo.defer(() => store.close())
    return serve(store, config, log, development, undo)
  })
}

/** Node's own bounds, tightened: a client that sends nothing holds a connection for 20 seconds instead of 60. */
const TIMEOUTS = {
  headersTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
} as const

async function serve(
  store: Store,
  config: Config,
  log: Logger,
  development: boolean,
  undo: AsyncDisposableStack,
): Promise<RunningServer> {
  const server = createServer(TIMEOUTS)
  limitConnections(server, trustedAddresses(['loopback', ...config.ISOLA_TRUSTED_PROXIES]))
  undo.defer(() => {
    server.close()
    server.closeAllConnections()
  })
  // The port has to be known before there is anything to serve; requests that arrive meanwhile wait.
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
  const addressOf = clientAddress(config.ISOLA_TRUSTED_PROXIES)
  const limits = createRateLimits(config.ISOLA_RATE_LIMIT ?? null)
  const admit = admission({ auth, limits, addressOf, origins })
  const [draining, stopping] = [new AbortController(), new AbortController()]
  undo.defer(() => stopping.abort())
  const notifier = new Notifier(store)
  const services: ApiServices = {
    store,
    auth,
    notifier,
    changes: new ChangesFeed(store, notifier, (error) => log.error({ err: error }, 'changes cannot be read')),
    capacity: new Capacity(),
    version: packageJson.version,
    stopping: stopping.signal,
  }
  server.on('connection', () => services.capacity.turns.giveWay())
  const onInternal = ({ error, ...where }: { error: unknown }) =>
    log.error({ ...where, err: error }, 'failed')
  const expiry = startSweeps(store, auth, config, stopping.signal, log)
  const readiness = readinessOf(store, expiry, draining.signal, log)
  const routes = {
    api: apiHandler({ services, admit, onInternal }),
    auth: authHandler(auth, admit, addressOf),
    page: await dashboard({
      server,
      services,
      admit,
      onInternal,
      onUnavailable: (problem) => log.warn(problem),
      development,
    }),
    readiness,
    metrics: createMetrics(services),
    log,
  }
  const [publicUrl = ''] = origins
  serveBy(handleRequest(routes, stopping.signal, publicUrl.startsWith('https:')))
  const runnerKey = runnerKeyOf(secret)
  const runner =
    config.ISOLA_EMBEDDED_RUNNER === 'on'
      ? startRunner(config, hereOf(config, port), runnerKey, () => auth.ownRunner(runnerKey), log)
      : null
  undo.defer(() => runner?.stop())
  const stop = stopServer(server, { draining, stopping }, readiness, store, runner)
  const setUpUrl = (await auth.setUp.needed()) ? `${publicUrl}/setup?token=${auth.setUp.token}` : null
  return { url: publicUrl, setUpUrl, bootstrapped, stop }
}

/** @returns the sweep of leases, which must not be late */
function startSweeps(store: Store, auth: Auth, config: Config, stopping: AbortSignal, log: Logger): Sweep {
  const expiry = keepSweeping(
    { sweep: () => store.expireLeases(), done: 'lost: runners were silent' },
    stopping,
    log,
  )
  const patience = config.ISOLA_UNSUPPORTED_AFTER_SECONDS
  if (patience > 0)
    keepSweeping(
      { sweep: () => store.failUnsupported(patience), done: 'failed: no runner offers it' },
      stopping,
      log,
    )
  const days = config.ISOLA_LOG_RETENTION_DAYS
  if (days) {
    const removeOldLines = () =>
      store.removeOldLogLines(toTimestamp(Math.max(0, systemClock.now() - days * DAY_MS)))
    removeHourly(removeOldLines, 'old log lines', stopping, log)
  }
  removeHourly(() => auth.removeOldFailures(), 'old failed sign-ins', stopping, log)
  return expiry
}
