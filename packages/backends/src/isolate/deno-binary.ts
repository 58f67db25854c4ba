import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The package with the binary for this machine; there is none for musl. */
const PACKAGES: Record<string, string> = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
}

/** The binary itself: the script that the package `deno` installs would start a Node before it, and needs its install script. */
export function denoBinary(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  if (!name) throw new Error(`There is no Deno for ${platform}`)
  // Its dependency, so it is found from where that is.
  const deno = createRequire(import.meta.url).resolve('deno/package.json')
  return join(dirname(createRequire(deno).resolve(`${name}/package.json`)), 'deno')
}
