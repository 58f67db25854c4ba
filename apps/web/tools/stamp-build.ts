/** Runs after the build, so that the server can tell pages that were built from other sources. */
import { writeFileSync } from 'node:fs'
import { STAMP, sourceHash } from './source-hash.ts'

writeFileSync(STAMP, sourceHash())
