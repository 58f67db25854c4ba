const { exit } = Deno
const AllocationError = RangeError
const { stringify } = JSON
/** V8's words when a buffer, or the memory of WebAssembly, cannot be had. */
const ALLOCATION_FAILURE = /allocation failed|could not allocate memory/i

/**
 * Ends the process over any error that nobody catches. `own`: what stands for the workload's code in a stack, and what to call
 * it there. Returns what does so, for errors that the bootstrap catches.
 */
export function failWhenUncaught(report, own) {
  const fail = (error) => failOver(error, report, own)
  // What is thrown, or rejected, where nobody waits for it.
  addEventListener('error', (event) => fail(event.error))
  addEventListener('unhandledrejection', (event) => fail(event.reason))
  return fail
}

function failOver(error, report, own) {
  let said = 'The error says nothing'
  try {
    said = describe(error, own)
  } catch {
    // Whatever the workload has thrown threw again when it was asked.
  }
  const allocation = error instanceof AllocationError && ALLOCATION_FAILURE.test(said)
  report(allocation ? 'A' : 'E', stringify(said))
  exit(1)
}

/** Its stack without frames of ours and of Deno, which tell of this machine's folders. */
function describe(error, own) {
  const stack = typeof error?.stack === 'string' ? error.stack : ''
  if (stack === '') return String(error)
  return stack
    .replaceAll(own.url, own.name)
    .split('\n')
    .filter((line) => !/^\s+at .*(?:file:\/\/|ext:)/.test(line))
    .join('\n')
}
