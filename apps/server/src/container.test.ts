import { existsSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './config.ts'
import { containerCommand, dockerfile } from './testing/dockerfile.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const instructions = dockerfile()
const indexOf = (name: string, text: string) =>
  instructions.findIndex((one) => one.name === name && one.rest.includes(text))
const [init, server] = containerCommand()

describe('the Dockerfile', () => {
  it('installs exactly what is locked and builds the dashboard, as root, before anything runs', () => {
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string }
    const install = indexOf('RUN', `npx --yes ${packageManager} install --frozen-lockfile`)
    const build = indexOf('RUN', `npx --yes ${packageManager} build`)
    const copy = indexOf('COPY', '. .')
    const user = indexOf('USER', 'node')
    expect(copy).toBeGreaterThan(0)
    expect(install).toBeGreaterThan(copy)
    expect(build).toBeGreaterThanOrEqual(install)
    expect(instructions[build]?.rest).toMatch(/ install .+&& .+ build/)
    expect(user).toBeGreaterThan(build)
    expect(instructions.findLast(({ name }) => name === 'USER')?.rest).toBe('node')
  })

  it('starts the server under an init that it installs, with what sandboxes need', () => {
    expect([init, server]).toEqual([
      ['/usr/bin/tini', '--'],
      ['node_modules/.bin/node', 'apps/server/src/main.ts'],
    ])
    const packages = instructions[indexOf('RUN', 'apt-get install')]?.rest
    for (const name of ['tini', 'bubblewrap', 'python3']) expect(packages).toMatch(new RegExp(` ${name}\\b`))
    for (const file of server) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true])
  })

  it('is based on the Node that Isola runs on', () => {
    const [major] = /(?<=^ {2}node: )\d+/m.exec(read('pnpm-workspace.yaml')) ?? []
    expect(instructions[0]).toEqual({ name: 'FROM', rest: `node:${major}-bookworm-slim` })
  })

  it('keeps the record in the volume, which the user of the server owns', () => {
    expect(instructions).toContainEqual({ name: 'VOLUME', rest: '/data' })
    expect(indexOf('ENV', 'ISOLA_DATA_DIR=/data')).toBeGreaterThan(0)
    expect(indexOf('RUN', 'install --directory --owner=node --group=node --mode=700 /data')).toBeGreaterThan(
      0,
    )
  })
})

describe('what is copied into the image', () => {
  const patterns = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const isLeftOut = (file: string) =>
    patterns.some((pattern) => matchesGlob(file, pattern) || matchesGlob(file, `${pattern}/**`))

  it('is no secret, no record and nothing that the image makes itself', () => {
    const files = [
      '.env',
      'data/isola.db',
      'data-runner/x',
      'data-demo/isola.db',
      '.git/config',
      'node_modules/x',
      'apps/web/node_modules/x',
      'apps/web/.next/BUILD_ID',
      'packages/store/src/generated/prisma/client.ts',
    ]
    expect(files.filter((file) => !isLeftOut(file))).toEqual([])
  })

  it('is nothing that git ignores', () => {
    const ignored = ['.', 'benchmarks'].flatMap((folder) =>
      read(join(folder, '.gitignore'))
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .flatMap((line) => {
          const file = line.replace(/^\/|\/$/g, '').replace('*', 'x')
          // Without a slash in front or inside, an entry of .gitignore counts in every folder below.
          const everywhere = !line.slice(0, -1).includes('/')
          return [join(folder, file), ...(everywhere ? [join(folder, 'below', file)] : [])]
        }),
    )
    expect(ignored).toContain('benchmarks/results')
    expect(ignored.filter((file) => !isLeftOut(file))).toEqual([])
  })

  it('has every source of the server, its runner and the dashboard', () => {
    const files = [
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'turbo.json',
      '.gitignore',
      'prisma/schema.prisma',
      'prisma/tools/generate.ts',
      'apps/server/src/main.ts',
      'apps/server/src/data-folder.ts',
      'apps/runner/src/main.ts',
      'apps/web/next.config.mjs',
      'apps/web/src/app/layout.tsx',
      'apps/web/tools/stamp-build.ts',
      'packages/domain/src/index.ts',
    ]
    for (const file of files)
      expect([file, existsSync(join(ROOT, file)), isLeftOut(file)]).toEqual([file, true, false])
  })
})
