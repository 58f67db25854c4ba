/** Compiles what is published: the client with its dependencies in one module, for `import` and for `require`. */
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { isolatedDeclarationSync } from 'rolldown/experimental'
import { dts } from 'rolldown-plugin-dts'
import { writeContract } from './write-contract.ts'

const root = join(import.meta.dirname, '..')
const input = join(root, 'src/index.ts')
const dir = join(root, 'dist')
const contract = join(root, 'src/contract.ts')
rmSync(dir, { recursive: true, force: true })

// Of the domain only what is used: its schemas would bring zod along.
const code = await rolldown({ input, treeshake: { moduleSideEffects: false } })
const { output } = await code.write({ dir })
await code.write({ dir, format: 'cjs', entryFileNames: '[name].cjs' })

const declarations = await rolldown({
  input,
  plugins: [
    dts({
      dtsOnly: true,
      tsconfig: false,
      generator: {
        emit: (source, file) =>
          file === contract
            ? { code: writeContract(contract, join(root, 'tsconfig.json')) }
            : isolatedDeclarationSync(file, source),
      },
    }),
  ],
})
await declarations.write({ dir })
// The same text: what makes one a module of the other kind is its name.
copyFileSync(join(dir, 'index.d.ts'), join(dir, 'index.d.cts'))

// pnpm would find it by itself, npm packs only what is here.
copyFileSync(join(root, '../../LICENSE'), join(root, 'LICENSE'))
const bundled = output.flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
writeFileSync(
  join(dir, 'THIRD-PARTY-LICENSES'),
  licensesOf(bundled.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))),
)

for (const file of ['index.js', 'index.cjs']) {
  const bytes = readFileSync(join(dir, file))
  process.stdout.write(`${file}: ${bytes.length} bytes, ${gzipSync(bytes).length} with gzip\n`)
}

/** What the licences of bundled packages ask for: their text goes with every copy. */
function licensesOf(modules: string[]): string {
  const packages = new Map(
    modules.flatMap((id) => {
      const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id) ?? []
      return folder && name ? [[name, folder] as const] : []
    }),
  )
  const texts = [...packages].toSorted().map(([name, folder]) => {
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const [file] = globSync('LICENSE*', { cwd: folder })
    if (!file) throw new Error(`${name} comes without its licence`)
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}
