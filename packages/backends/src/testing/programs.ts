import type { JsonValue, Runtime } from '@isola/domain'

/** The same behaviour in each language: what the conformance suite asks of a backend. */
export interface Programs {
  runtime: Runtime
  /** Gives back its input: as JSON where a function returns it, else on stdout. */
  echo: { code: string; contentType: string; input: JsonValue }
  /** Writes `out 0` to `out 99` to stdout, and `err 0` to `err 99` to stderr. */
  lines: string
  /** Writes a line of 200,000 `x`. */
  longLine: string
  /** Writes three bytes that are no UTF-8: ff 00 fe. */
  bytes: string
  /** Exits with 7. */
  exits: string
  /** Fails without saying an exit code; where it can say why, it says `no way`. */
  fails: { code: string; cause: 'exit' | 'signal'; error: RegExp }
  endless: string
  /** Writes `ready`, then sleeps longer than any test takes, if it can deaf to TERM. */
  deaf: string
  memoryBomb: string
  outputFlood: string
}

const JAVASCRIPT: Omit<Programs, 'runtime' | 'deaf' | 'exits' | 'bytes'> = {
  echo: {
    code: 'export default async (input: unknown): Promise<unknown> => input',
    contentType: 'application/json',
    input: { text: 'é\u0000"', list: [1, null, true] },
  },
  lines: 'for (let i = 0; i < 100; i++) { console.log("out " + i); console.error("err " + i) }',
  longLine: 'console.log("x".repeat(200_000))',
  fails: {
    code: 'function f() { throw new TypeError("no way") }\nf()',
    cause: 'exit',
    error: /^TypeError: no way\n {4}at f \(workload:1/,
  },
  endless: 'for (;;);',
  memoryBomb: 'const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1))',
  outputFlood: 'for (;;) console.log("x".repeat(1000))',
}

export const denoPrograms: Programs = {
  ...JAVASCRIPT,
  runtime: 'node',
  bytes: 'Deno.stdout.writeSync(new Uint8Array([0xff, 0, 0xfe]))',
  exits: 'Deno.exit(7)',
  deaf: 'Deno.addSignalListener("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)',
}

export const nodePrograms: Programs = {
  ...JAVASCRIPT,
  runtime: 'node',
  bytes: 'process.stdout.write(Buffer.from([0xff, 0, 0xfe]))',
  exits: 'process.exit(7)',
  deaf: 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)',
}

export const pythonPrograms: Programs = {
  runtime: 'python',
  echo: {
    code: 'async def main(input):\n    return input\n',
    contentType: 'application/json',
    input: { text: 'é\u0000"', list: [1, null, true] },
  },
  lines: 'import sys\nfor i in range(100):\n    print("out", i)\n    print("err", i, file=sys.stderr)\n',
  longLine: 'print("x" * 200000)',
  bytes: 'import sys\nsys.stdout.buffer.write(bytes([0xff, 0, 0xfe]))',
  exits: 'import sys\nsys.exit(7)',
  fails: {
    code: 'def f():\n    raise ValueError("no way")\nf()',
    cause: 'exit',
    error: /^Traceback .*File "\/workload\/main.py", line 2, in f.*ValueError: no way$/s,
  },
  endless: 'while True: pass',
  deaf: 'import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: None)\nprint("ready")\nwhile True: time.sleep(1)',
  memoryBomb: 'all = []\nwhile True: all.append(bytearray(b"x" * (1 << 20)))',
  outputFlood: 'while True: print("x" * 1000)',
}

const go = (imports: string, body: string): string =>
  `package main\n\nimport (\n${imports
    .split(' ')
    .filter(Boolean)
    .map((name) => `\t"${name}"\n`)
    .join('')})\n\nfunc main() {\n${body}\n}\n`

export const goPrograms: Programs = {
  runtime: 'go',
  echo: {
    code: go('io os', 'io.Copy(os.Stdout, os.Stdin)'),
    contentType: 'text/plain',
    input: { text: 'é', list: [1, null] },
  },
  lines: go(
    'fmt os',
    'for i := 0; i < 100; i++ { fmt.Println("out", i); fmt.Fprintln(os.Stderr, "err", i) }',
  ),
  longLine: go('fmt strings', 'fmt.Println(strings.Repeat("x", 200000))'),
  bytes: go('os', 'os.Stdout.Write([]byte{0xff, 0, 0xfe})'),
  exits: go('os', 'os.Exit(7)'),
  fails: { code: go('', 'panic("no way")'), cause: 'exit', error: /^panic: no way/ },
  endless: go('', 'for {}'),
  deaf: go(
    'fmt os/signal syscall time',
    'signal.Ignore(syscall.SIGTERM); fmt.Println("ready"); for { time.Sleep(time.Second) }',
  ),
  memoryBomb: go(
    '',
    'var all [][]byte\nfor { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; all = append(all, b) }',
  ),
  outputFlood: go('fmt strings', 'for { fmt.Println(strings.Repeat("x", 1000)) }'),
}
