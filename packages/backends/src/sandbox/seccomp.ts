/** A filter of system calls as the kernel takes it: a program of classic BPF, eight bytes an instruction. */
import { ARCHITECTURES } from './syscalls.ts'

type Instruction = [code: number, whenTrue: number, whenFalse: number, value: number]

/** Fields of seccomp_data; of the first argument the lower half. */
const NUMBER = 0
const ARCHITECTURE = 4
const FIRST_ARGUMENT = 16

const KILL = 0x8000_0000
const ALLOW = 0x7fff_0000
const refuse = (errno: number): number => 0x0005_0000 | errno
const EPERM = 1
const ENOSYS = 38

/** System calls of x32 have this bit set: the same ones under other numbers. */
const X32 = 0x4000_0000
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NEW_NAMESPACES = 0x7e02_0000
/** AF_UNIX, INET, INET6, NETLINK. Others escape the network namespace (AF_VSOCK) or reach into little-tried corners of the kernel. */
const SOCKET_FAMILIES = [1, 2, 10, 16]

const load = (offset: number): Instruction => [0x20, 0, 0, offset]
const give = (action: number): Instruction => [0x06, 0, 0, action]
/** Runs the next `skip` instructions only when the loaded value is, or is not, as said. */
const whenEqual = (value: number, skip = 1): Instruction => [0x15, 0, skip, value]
const unlessEqual = (value: number, skip = 1): Instruction => [0x15, skip, 0, value]
const whenAtLeast = (value: number, skip = 1): Instruction => [0x35, 0, skip, value]
const whenAnyBit = (bits: number, skip = 1): Instruction => [0x45, 0, skip, bits]

/** Null for a machine whose system calls have no table here. */
export function seccompFilter(arch: string): Buffer | null {
  const calls = ARCHITECTURES[arch]
  if (!calls) return null
  const families = SOCKET_FAMILIES.map((family, at) => unlessEqual(family, SOCKET_FAMILIES.length - at))
  return encode([
    load(ARCHITECTURE),
    unlessEqual(calls.audit),
    give(KILL),
    load(NUMBER),
    whenAtLeast(X32),
    give(KILL),
    // Its flags are in memory, where no filter can look: libraries fall back to clone.
    whenEqual(calls.clone3),
    give(refuse(ENOSYS)),
    ...Object.values(calls.refused).flatMap((number) => [whenEqual(number), give(refuse(EPERM))]),
    whenEqual(calls.clone, 4),
    load(FIRST_ARGUMENT),
    whenAnyBit(NEW_NAMESPACES),
    give(refuse(EPERM)),
    give(ALLOW),
    whenEqual(calls.socket, families.length + 2),
    load(FIRST_ARGUMENT),
    ...families,
    give(refuse(EPERM)),
    give(ALLOW),
  ])
}

function encode(program: Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8)
  for (const [at, [code, whenTrue, whenFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, at * 8)
    bytes.writeUInt8(whenTrue, at * 8 + 2)
    bytes.writeUInt8(whenFalse, at * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4)
  }
  return bytes
}
