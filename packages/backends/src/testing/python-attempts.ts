/**
 * Ways out of a sandbox, as statements of Python; each sets `got`. `FOLDER`, `PORT` and `SUPERVISOR` are filled in.
 * What could harm a machine is opened, or set to what it is: where it is not refused, a test fails and nothing else happens.
 */

export const FILE_ATTEMPTS: [way: string, body: string][] = [
  ['a file by its path', 'got = open("FOLDER/bait.txt").read()'],
  ['a folder', 'got = os.listdir("FOLDER")'],
  ['passwords', 'got = open("/etc/shadow").read()'],
  ['users', 'got = open("/etc/passwd").read()'],
  ['homes', 'got = os.listdir("/root") + os.listdir("/home")'],
  ['the root of another process', 'got = open("/proc/1/root/FOLDER/bait.txt").read()'],
  ['the environment of the supervisor', 'got = open("/proc/SUPERVISOR/environ").read()'],
  ['control groups', 'got = os.listdir("/sys/fs/cgroup")'],
  [
    'a disk',
    'got = [d for d in os.listdir("/dev") if d.startswith(("sd", "vd", "nvme", "mem", "kmsg", "kvm"))][0]',
  ],
  [
    'a device of its own',
    'os.mknod("/tmp/disk", 0o60600, os.makedev(8, 0)); got = open("/tmp/disk", "rb").read(1)',
  ],
  [
    'an open descriptor',
    'got = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}") and os.readlink(f"/proc/self/fd/{fd}").startswith("/") and not os.readlink(f"/proc/self/fd/{fd}").startswith(("/proc", "/workload", "/dev"))][0]',
  ],
  ['its root, by chroot', 'os.chroot("/tmp"); got = "moved"'],
  ['writing to the root', 'open("/new", "w"); got = "written"'],
  ['writing to programs', 'got = os.open("/usr/bin/env", os.O_WRONLY)'],
  ['writing to /usr/local', 'open("/usr/local/new", "w"); got = "written"'],
  ['writing to /dev', 'open("/dev/new", "w"); got = "written"'],
  ['writing to its own code', 'open("/workload/main.py", "a"); got = "written"'],
  ['writing to its bootstrap', 'open("/workload/run_module.py", "a"); got = "written"'],
  ['writing beside its code', 'open("/workload/new", "w"); got = "written"'],
  ['settings of the kernel', 'got = os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)'],
  ['keys of the kernel', 'got = os.open("/proc/sysrq-trigger", os.O_WRONLY)'],
  ['memory of the kernel', 'got = os.open("/proc/kcore", os.O_RDONLY)'],
  ['messages of the kernel', 'got = os.open("/proc/kmsg", os.O_RDONLY | os.O_NONBLOCK)'],
  ['who is killed when memory is short', 'got = os.open("/proc/self/oom_score_adj", os.O_WRONLY)'],
  [
    'anything of the kernel',
    `def opens(path):
    try: os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    except OSError: return False
    return True
files = [os.path.join(root, file) for root, _, names in os.walk("/proc") if not root[6:7].isdigit() for file in names]
got = [path for path in files if opens(path)][0]`,
  ],
]

export const NETWORK_ATTEMPTS: [way: string, body: string][] = [
  ['a server on this machine', 'got = socket.create_connection(("127.0.0.1", PORT), 5)'],
  ['the world', 'got = socket.create_connection(("1.1.1.1", 53), 5)'],
  ['an interface', 'got = [name for _, name in socket.if_nameindex() if name != "lo"][0]'],
  ['vsock', 'got = socket.socket(40, socket.SOCK_STREAM)'],
  ['packets', 'got = socket.socket(17, socket.SOCK_RAW)'],
  ['raw sockets', 'got = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)'],
  ['ciphers of the kernel', 'got = socket.socket(38, socket.SOCK_SEQPACKET)'],
  ['Bluetooth', 'got = socket.socket(31, socket.SOCK_RAW)'],
]

/** By the number of the system call: none of them gets as far as to look at its arguments. */
export const SYSTEM_CALLS: [name: string, x64: number, arm64: number][] = [
  ['unshare', 272, 97],
  ['mount', 165, 40],
  ['umount2', 166, 39],
  ['pivot_root', 155, 41],
  ['ptrace', 101, 117],
  ['process_vm_readv', 310, 270],
  ['bpf', 321, 280],
  ['perf_event_open', 298, 241],
  ['userfaultfd', 323, 282],
  ['keyctl', 250, 219],
  ['setns', 308, 268],
  ['io_uring_setup', 425, 425],
  ['open_by_handle_at', 304, 265],
  ['kexec_load', 246, 104],
  ['init_module', 175, 105],
  ['fsopen', 430, 430],
  ['pidfd_getfd', 438, 438],
]

export const PROCESS_ATTEMPTS: [way: string, body: string][] = [
  [
    'a user namespace, by clone',
    'libc = ctypes.CDLL(None, use_errno=True); got = libc.syscall(NR_CLONE, 0x10000011, 0, 0, 0, 0)\nif got < 0: raise OSError(ctypes.get_errno(), "clone")',
  ],
  [
    'a user namespace, by a program',
    'got = subprocess.run(["unshare", "--user", "--map-root-user", "id"], check=True, capture_output=True).stdout',
  ],
  ['a signal to the supervisor', 'os.kill(SUPERVISOR, 0); got = "there"'],
  ['another process', 'got = [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) > 50][0]'],
  ['root', 'os.setuid(0); got = "root"'],
  [
    'a capability',
    'got = [line for line in open("/proc/self/status") if line.startswith("Cap") and line.split()[1].strip("0")][0]',
  ],
  [
    'privileges of a program',
    'got = {"0": "new privileges"}[[line.split()[1] for line in open("/proc/self/status") if line.startswith("NoNewPrivs")][0]]',
  ],
  [
    'no filter',
    'got = {"0": "none"}[[line.split()[1] for line in open("/proc/self/status") if line.startswith("Seccomp:")][0]]',
  ],
  ['another clock', 'time.clock_settime(time.CLOCK_REALTIME, time.time()); got = "set"'],
  ['another name of the machine', 'socket.sethostname("x"); got = "set"'],
  ['a higher priority', 'os.setpriority(os.PRIO_PROCESS, 0, -20); got = "set"'],
  [
    'the environment of the runner',
    'got = [name for name in os.environ if name not in ("PATH", "HOME", "LANG", "LC_CTYPE", "PWD")][0]',
  ],
]
