import { type Draft, EMPTY } from './draft.ts'

export interface Example {
  name: string
  draft: Draft
}

/** As docs/workloads.md has it in text; assembled, and as base64. */
const ECHO_WASM =
  'AGFzbQEAAAABDAJgBH9/f38Bf2AAAAJEAhZ3YXNpX3NuYXBzaG90X3ByZXZpZXcxB2ZkX3JlYWQAABZ3YXNpX3NuYXBzaG90X3ByZXZpZXcxCGZkX3dyaXRlAAADAgEBBQMBAAIHEwIGbWVtb3J5AgAGX3N0YXJ0AAIKNAEyAEEAQRA2AgBBBEGAgAQ2AgBBAEEAQQFBCBAAGkEEQQgoAgA2AgBBAUEAQQFBCBABGgs='

/** Something to start from: functions of the input, scripts, every runtime, how work fails, and work that is done elsewhere. */
export const EXAMPLES: Example[] = [
  {
    name: 'JavaScript function',
    draft: {
      ...EMPTY,
      name: 'greet',
      code: `// The default export is called with the input; what it returns, awaited, is the output.
export default async ({ names }) => {
  for (const name of names) {
    console.log(\`greeting \${name}\`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return { greetings: names.map((name) => \`Hello, \${name}\`) }
}
`,
      input: '{ "names": ["Ada", "Grace", "Edsger"] }',
      timeoutSeconds: '10',
    },
  },
  {
    name: 'TypeScript function',
    draft: {
      ...EMPTY,
      name: 'sum',
      code: `interface Input {
  numbers: number[]
}

// The default export is called with the input; what it returns is the output.
export default ({ numbers }: Input) => ({
  sum: numbers.reduce((sum, number) => sum + number, 0),
})
`,
      input: '{ "numbers": [1, 2, 3] }',
      timeoutSeconds: '10',
    },
  },
  {
    name: 'Script with logs',
    draft: {
      ...EMPTY,
      name: 'count-down',
      code: `// Without a default export it simply runs: what it prints is the log, and its output.
for (let left = 5; left > 0; left--) {
  console.log(\`\${left}…\`)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}
console.log('done')
`,
      timeoutSeconds: '30',
    },
  },
  {
    name: 'Python',
    draft: {
      ...EMPTY,
      runtime: 'python',
      name: 'word-count',
      code: `from collections import Counter


# main is called with the input; what it returns is the output.
def main(input):
    return Counter(input["text"].split()).most_common(3)
`,
      input: '{ "text": "to be or not to be" }',
      memoryLimitMb: '256',
      timeoutSeconds: '30',
    },
  },
  {
    name: 'Go',
    draft: {
      ...EMPTY,
      runtime: 'go',
      name: 'count-words',
      code: `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// The input comes on stdin as JSON; what is printed is the output. Compiling takes a second.
func main() {
	var input struct{ Text string }
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		panic(err)
	}
	fmt.Println(len(strings.Fields(input.Text)))
}
`,
      input: '{ "text": "to be or not to be" }',
      timeoutSeconds: '60',
    },
  },
  {
    name: 'WebAssembly',
    draft: {
      ...EMPTY,
      runtime: 'wasm',
      name: 'echo',
      code: ECHO_WASM,
      input: '{ "copied": "from stdin to stdout" }',
      timeoutSeconds: '10',
    },
  },
  {
    name: 'One that fails',
    draft: {
      ...EMPTY,
      name: 'parse-date',
      code: `// What nobody catches is the error, with its stack; the cause is exit.
export default ({ date }) => {
  if (Number.isNaN(Date.parse(date))) throw new RangeError(\`“\${date}” is no date\`)
  return new Date(date)
}
`,
      input: '{ "date": "the day after tomorrow" }',
      timeoutSeconds: '10',
    },
  },
  {
    name: 'One over its memory',
    draft: {
      ...EMPTY,
      name: 'hoard',
      code: `// Ends as failed, cause memory, as soon as it holds more than its limit.
const hoard = []
for (;;) {
  hoard.push(new Uint8Array(16 * 1024 * 1024).fill(1))
  console.log(\`\${hoard.length * 16} MB\`)
  await new Promise((resolve) => setTimeout(resolve, 50))
}
`,
      memoryLimitMb: '160',
      timeoutSeconds: '30',
    },
  },
  {
    name: 'Held',
    draft: {
      ...EMPTY,
      name: 'nightly-report',
      hold: true,
      labels: [{ key: 'team', value: 'billing' }],
    },
  },
]
