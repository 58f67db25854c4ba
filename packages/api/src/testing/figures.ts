/** Says what a fault test has seen, for docs/reliability.md: a line in the output of the run. */
export function sayFigures(what: string, figures: Record<string, number | string>): void {
  const said = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
  process.stdout.write(`${what}: ${said.join(', ')}\n`)
}
