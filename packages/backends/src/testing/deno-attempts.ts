/** Ways to reach files, the network and more from Deno. `FOLDER` and `PORT` are the bait's. Each prints what it got. */

const FILE = 'file://FOLDER'

/** Statements: each is a module of its own. */
export const FILE_IMPORTS: [way: string, code: string][] = [
  ['text, by path', 'import x from "FOLDER/bait.txt" with { type: "text" }; console.log("got", x)'],
  ['text, by URL', `import x from "${FILE}/bait.txt" with { type: "text" }; console.log("got", x)`],
  ['text, relative', 'import x from "./bait.txt" with { type: "text" }; console.log("got", x)'],
  [
    'bytes',
    `import x from "${FILE}/bait.txt" with { type: "bytes" }; console.log("got", new TextDecoder().decode(x))`,
  ],
  ['JSON', `import x from "${FILE}/bait.json" with { type: "json" }; console.log("got", x.secret)`],
  ['a module', `import x from "${FILE}/bait.mjs"; console.log("got", x)`],
  ['a CommonJS module', `import x from "${FILE}/bait.cjs"; console.log("got", x)`],
  ['WebAssembly', `import * as x from "${FILE}/bait.wasm"; console.log("got", x)`],
  ['WebAssembly, its source', `import source x from "${FILE}/bait.wasm"; console.log("got", x)`],
  ['deferred', `import defer * as x from "${FILE}/bait.mjs"; console.log("got", x.default)`],
  ['exported again', `export { default } from "${FILE}/bait.mjs"; console.log("got")`],
  ['a remote module', 'import x from "http://127.0.0.1:PORT/x.ts"; console.log("got", x)'],
  ['a remote text', 'import x from "http://127.0.0.1:PORT/x" with { type: "text" }; console.log("got", x)'],
  ['a package of npm', 'import x from "npm:zod"; console.log("got", x)'],
  ['a package of npm, as Node names it', 'import x from "zod"; console.log("got", x)'],
  ['a package of jsr', 'import x from "jsr:@std/fs"; console.log("got", x)'],
]

const dynamic = (from: string, attributes = ''): string =>
  `const from = ${JSON.stringify(from)}.split("").join(""); return (await import(from${attributes})).default`
const text = ', { with: { type: "text" } }'
const worker = (source: string): string =>
  `const worker = new Worker(${source}, { type: "module" })
  return await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = (event) => { event.preventDefault(); reject(new Error(event.message)) }
  })`
const url = (kind: 'data' | 'blob', source: string): string =>
  kind === 'data'
    ? `"data:text/javascript," + encodeURIComponent(${JSON.stringify(source)})`
    : `URL.createObjectURL(new Blob([${JSON.stringify(source)}], { type: "text/javascript" }))`
const importing = `import x from "${FILE}/bait.txt" with { type: "text" }; postMessage(x)`
const importingLater = `import("${FILE}/bait.txt"${text}).then((x) => postMessage(x.default), (error) => { throw error })`

/** Bodies of an asynchronous function, which return what they got. */
export const FILE_ATTEMPTS: [way: string, body: string][] = [
  ['import(), text', dynamic(`${FILE}/bait.txt`, text)],
  ['import(), a path', dynamic('FOLDER/bait.txt', text)],
  ['import(), bytes', `${dynamic(`${FILE}/bait.txt`, ', { with: { type: "bytes" } }')}.toString()`],
  ['import(), JSON', dynamic(`${FILE}/bait.json`, ', { with: { type: "json" } }')],
  ['import(), a module', dynamic(`${FILE}/bait.mjs`)],
  ['import(), in eval', `return (await eval('import("${FILE}/bait.txt"${text})')).default`],
  [
    'import(), in a new Function',
    `return (await new Function('return import("${FILE}/bait.txt"${text})')()).default`,
  ],
  [
    'import(), from a module made of text',
    `return (await import(${url('data', `export { default } from "${FILE}/bait.mjs"`)})).default`,
  ],
  [
    'import(), from a blob',
    `return (await import(${url('blob', `export { default } from "${FILE}/bait.mjs"`)})).default`,
  ],
  ['a worker of a file', worker(`"${FILE}/bait.mjs"`)],
  ['a worker of text that imports', worker(url('data', importing))],
  ['a worker of a blob that imports', worker(url('blob', importing))],
  ['a worker of text that imports later', worker(url('data', importingLater))],
  [
    'a worker with permissions of its own',
    worker(url('data', importing)).replace(
      'type: "module"',
      'type: "module", deno: { permissions: { read: true } }',
    ),
  ],
  [
    'a worker of Node',
    `const { Worker } = await import("node:worker_threads")
  const worker = new Worker('require("node:worker_threads").parentPort.postMessage(require("node:fs").readFileSync("FOLDER/bait.txt", "utf8"))', { eval: true })
  return await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject))`,
  ],
  ['require()', 'return (await import("node:module")).createRequire("FOLDER/")("./bait.cjs")'],
  ['require(), JSON', 'return (await import("node:module")).createRequire("FOLDER/")("./bait.json").secret'],
  [
    'a module compiled by hand',
    `const { Module } = await import("node:module")
  const module = new Module("FOLDER/x.js")
  module._compile('module.exports = import("${FILE}/bait.txt"${text})', "FOLDER/x.js")
  return (await module.exports).default`,
  ],
  [
    'node:vm',
    `const vm = await import("node:vm")
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  return (await vm.runInThisContext('import("${FILE}/bait.txt"${text})', { filename: "${FILE}/x.js", importModuleDynamically })).default`,
  ],
  ['node:fs', 'return (await import("node:fs")).readFileSync("FOLDER/bait.txt", "utf8")'],
  ['node:fs/promises', 'return await (await import("node:fs/promises")).readFile("FOLDER/bait.txt", "utf8")'],
  [
    'node:fs, a stream',
    'let all = ""; for await (const part of (await import("node:fs")).createReadStream("FOLDER/bait.txt")) all += part; return all',
  ],
  ['node:fs, glob', 'return (await import("node:fs")).globSync("FOLDER/*").join() || undefined'],
  [
    'process.loadEnvFile',
    'const { default: process } = await import("node:process"); process.loadEnvFile("FOLDER/bait.env"); return Object.keys(process.env).join()',
  ],
  ['node:sqlite', 'return String(new (await import("node:sqlite")).DatabaseSync("FOLDER/new.db"))'],
  [
    'node:child_process',
    'return (await import("node:child_process")).execFileSync("cat", ["FOLDER/bait.txt"]).toString()',
  ],
  ['Deno.readTextFile', 'return await Deno.readTextFile("FOLDER/bait.txt")'],
  ['Deno.open', 'return await new Response((await Deno.open("FOLDER/bait.txt")).readable).text()'],
  ['Deno.readDir', 'return Array.from(Deno.readDirSync("FOLDER")).length'],
  ['Deno.stat', 'return Deno.statSync("FOLDER/bait.txt").size'],
  [
    'Deno.Command',
    'return new TextDecoder().decode(new Deno.Command("cat", { args: ["FOLDER/bait.txt"] }).outputSync().stdout)',
  ],
  ['Deno.dlopen', 'return String(Deno.dlopen("libc.so.6", {}))'],
  ['Deno.writeTextFile', 'return Deno.writeTextFileSync("FOLDER/new.txt", "x") ?? "written"'],
  ['Deno.makeTempFile', 'return Deno.makeTempFileSync()'],
  ['fetch of a file', `return await (await fetch("${FILE}/bait.txt")).text()`],
  ['/proc/self/environ', 'return Deno.readTextFileSync("/proc/self/environ")'],
  [
    'asking for permission',
    'await Deno.permissions.request({ name: "read" }); return Deno.readTextFileSync("FOLDER/bait.txt")',
  ],
  ['storage', 'localStorage.setItem("a", "b"); return localStorage.getItem("a")'],
  ['the cache', 'return String(await caches.open("a"))'],
]

export const NETWORK_ATTEMPTS: [way: string, body: string][] = [
  ['fetch', 'return await (await fetch("http://127.0.0.1:PORT/")).text()'],
  ['Deno.connect', 'return String(await Deno.connect({ hostname: "127.0.0.1", port: PORT }))'],
  [
    'Deno.connect, a socket of the file system',
    'return String(await Deno.connect({ transport: "unix", path: "FOLDER/socket" }))',
  ],
  ['Deno.connect, vsock', 'return String(await Deno.connect({ transport: "vsock", cid: 2, port: 1024 }))'],
  ['Deno.listen', 'return String(Deno.listen({ port: 0 }))'],
  ['Deno.resolveDns', 'return String(await Deno.resolveDns("localhost", "A"))'],
  [
    'WebSocket',
    `const socket = new WebSocket("ws://127.0.0.1:PORT/")
  return await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = () => reject(new Error("no")) })`,
  ],
  [
    'node:net',
    `const { connect } = await import("node:net")
  return await new Promise((resolve, reject) => connect(PORT, "127.0.0.1", () => resolve("connected")).on("error", reject))`,
  ],
  [
    'node:http',
    `const { get } = await import("node:http")
  return await new Promise((resolve, reject) => get("http://127.0.0.1:PORT/", () => resolve("answered")).on("error", reject))`,
  ],
  [
    'node:dgram',
    `const { createSocket } = await import("node:dgram")
  const socket = createSocket("udp4")
  return await new Promise((resolve, reject) => { socket.on("error", reject); socket.send("x", PORT, "127.0.0.1", (error) => error ? reject(error) : resolve("sent")) })`,
  ],
  ['node:dns', 'return String(await (await import("node:dns/promises")).lookup("localhost"))'],
]

export const OTHER_ATTEMPTS: [way: string, body: string][] = [
  ['the environment', 'return JSON.stringify(Deno.env.toObject())'],
  ['the environment, by Node', 'return (await import("node:process")).default.env.ISOLA_BAIT ?? "none"'],
  ['the name of this machine', 'return Deno.hostname()'],
  ['its users', 'return (await import("node:os")).userInfo().username'],
  ['its load', 'return Deno.loadavg().join()'],
  ['a signal to the supervisor', 'return Deno.kill(Deno.ppid, "SIGTERM") ?? "sent"'],
  ['a signal to the supervisor, by Node', 'return (await import("node:process")).default.kill(Deno.ppid, 0)'],
  [
    'the inspector',
    'const { Session } = await import("node:inspector"); const session = new Session(); session.connect(); return "connected"',
  ],
  ['a snapshot of the heap on the disk', 'return (await import("node:v8")).writeHeapSnapshot()'],
  [
    'native code',
    'const { default: process } = await import("node:process"); return process.dlopen({ exports: {} }, "FOLDER/x.node") ?? "loaded"',
  ],
]
