import wabt from 'wabt'
import type { Programs } from './programs.ts'

/** A module for WASI around what `_start` does; `$write` writes bytes of memory to a descriptor. */
const around = (start: string, data = ''): string => `(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 8)
  ${data}
  (func $write (param $fd i32) (param $at i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func (export "_start") (local $i i32)
    ${start}))`

export async function assemble(wat: string): Promise<string> {
  const { parseWat } = await wabt()
  return Buffer.from(parseWat('workload.wat', wat).toBinary({}).buffer).toString('base64')
}

const text = (at: number, characters: string): string => `(data (i32.const ${at}) "${characters}")`

/** Digits for `out 0` to `out 99` would need a printer of numbers: the lines stand in memory as they are. */
function allLines(at: number, word: string): { data: string; length: number } {
  const lines = Array.from({ length: 100 }, (_, i) => `${word} ${i}\n`).join('')
  return { data: text(at, lines.replaceAll('\n', '\\0a')), length: lines.length }
}

const out = allLines(1024, 'out')
const err = allLines(4096, 'err')
const LONG = 200_000

export const wasmPrograms = async (): Promise<Programs> => ({
  runtime: 'wasm',
  echo: {
    code: await assemble(
      around(`(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $write (i32.const 1) (i32.const 1024) (i32.load (i32.const 8)))`),
    ),
    contentType: 'text/plain',
    input: { text: 'é', list: [1, null] },
  },
  lines: await assemble(
    around(
      `(call $write (i32.const 1) (i32.const 1024) (i32.const ${out.length}))
    (call $write (i32.const 2) (i32.const 4096) (i32.const ${err.length}))`,
      `${out.data} ${err.data}`,
    ),
  ),
  longLine: await assemble(
    around(`(memory.fill (i32.const 1024) (i32.const 120) (i32.const ${LONG}))
    (i32.store8 (i32.const ${1024 + LONG}) (i32.const 10))
    (call $write (i32.const 1) (i32.const 1024) (i32.const ${LONG + 1}))`),
  ),
  bytes: await assemble(
    around('(call $write (i32.const 1) (i32.const 1024) (i32.const 3))', text(1024, '\\ff\\00\\fe')),
  ),
  exits: await assemble(around('(call $proc_exit (i32.const 7))')),
  fails: {
    code: await assemble(around('unreachable')),
    cause: 'exit',
    error: /^RuntimeError: unreachable/,
  },
  endless: await assemble(around('(loop $again (br $again))')),
  // It hears no signal: nothing of WASI could take one.
  deaf: await assemble(
    around(
      '(call $write (i32.const 1) (i32.const 1024) (i32.const 6)) (loop $again (br $again))',
      text(1024, 'ready\\0a'),
    ),
  ),
  memoryBomb: await assemble(
    around(`(loop $again
      (local.set $i (memory.grow (i32.const 16)))
      (if (i32.eq (local.get $i) (i32.const -1)) (then unreachable))
      (memory.fill (i32.mul (local.get $i) (i32.const 65536)) (i32.const 1) (i32.const 1048576))
      (br $again))`),
  ),
  outputFlood: await assemble(
    around(`(memory.fill (i32.const 1024) (i32.const 120) (i32.const 65536))
    (loop $again (call $write (i32.const 1) (i32.const 1024) (i32.const 65536)) (br $again))`),
  ),
})
