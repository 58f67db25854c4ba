import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends a run with one line for people and scripts: `N passed, N failed`, and `, N skipped` if there are any. */
export class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    // A file that cannot be loaded, a hook that throws and an error outside of any test fail without a failed test.
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()])
    const broken = groups.filter((group) => group.errors().length > 0).length + unhandledErrors.length
    // Pending tests are those that an interruption kept from running.
    const skipped = count('skipped') + count('pending')
    const line = `${count('passed')} passed, ${count('failed') + broken} failed`
    console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line)
  }
}
