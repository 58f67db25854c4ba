/** After the build: what it was built from, for the server, which serves no pages that belong to another version. */
import { writeFileSync } from 'node:fs'
import { STAMP, sourceHash } from './source-hash.ts'

writeFileSync(STAMP, sourceHash())
