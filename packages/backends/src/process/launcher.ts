/**
 * A shell that bounds itself, joins its control group, and then becomes what it launches: nothing of that runs outside.
 * Its arguments: RLIMIT_DATA in KiB or `unlimited`, the files to join by, `--`, then the command.
 */
const BECOME = `ulimit -d "$1" || exit 125
shift
while [ "$1" != -- ]; do
  echo $$ > "$1" || exit 125
  shift
done
shift`

/** Waits beside it for descriptor 3 to be closed, which the kernel does when the supervisor dies, whatever it dies of. */
const GUARD = '(read -r _ <&3; kill -KILL 0) <&3 >&- 2>&- &'

interface Bounds {
  dataLimitKb: number | null
  joinFiles: string[]
  /** Ends the process group with its supervisor; for what has no way of its own to notice. */
  guarded: boolean
}

export function launcher(
  command: string[],
  { dataLimitKb, joinFiles, guarded }: Bounds,
): { file: string; args: string[] } {
  const limit = dataLimitKb === null ? 'unlimited' : String(dataLimitKb)
  const script = guarded ? `${BECOME}\n${GUARD}\nexec "$@" 3<&-` : `${BECOME}\nexec "$@"`
  return { file: '/bin/sh', args: ['-c', script, 'sh', limit, ...joinFiles, '--', ...command] }
}
