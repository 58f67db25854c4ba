/** Compiles the client for publishing: one module and its declarations, which need nothing of ours. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { isolatedDeclarationSync } from 'rolldown/experimental'
import { dts } from 'rolldown-plugin-dts'
import { writeContract } from './write-contract.ts'

const root = join(import.meta.dirname, '..')
const input = join(root, 'src/index.ts')
const dir = join(root, 'dist')
const contract = join(root, 'src/contract.ts')
const external = [/^@trpc\//, 'eventsource']
rmSync(dir, { recursive: true, force: true })

// Of the domain only what is used: its schemas would bring zod along.
const code = await rolldown({ input, external, treeshake: { moduleSideEffects: false } })
await code.write({ dir })

const declarations = await rolldown({
  input,
  external,
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
