/**
 * A shell that bounds itself, joins its control group, and then becomes what it launches: nothing of that runs outside.
 * Its arguments: RLIMIT_DATA in KiB or `unlimited`, the files to join by, `--`, then the command.
 */
const SCRIPT = `ulimit -d "$1" || exit 125
shift
while [ "$1" != -- ]; do
  echo $$ > "$1" || exit 125
  shift
done
shift
exec "$@"`

export function launcher(
  command: string[],
  { dataLimitKb, joinFiles }: { dataLimitKb: number | null; joinFiles: string[] },
): { file: string; args: string[] } {
  const limit = dataLimitKb === null ? 'unlimited' : String(dataLimitKb)
  return { file: '/bin/sh', args: ['-c', SCRIPT, 'sh', limit, ...joinFiles, '--', ...command] }
}
