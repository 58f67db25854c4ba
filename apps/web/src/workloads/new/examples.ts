import { type Draft, EMPTY } from './draft.ts'

export interface Example {
  name: string
  draft: Draft
}

/** Something to start from: a function of the input, a script, other runtimes, and work that is done elsewhere. */
export const EXAMPLES: Example[] = [
  {
    name: 'TypeScript function',
    draft: {
      ...EMPTY,
      name: 'sum',
      code: `// The default export is called with the input; what it returns is the output.
export default ({ numbers }: { numbers: number[] }) => ({
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
      name: 'greet',
      code: `package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// The input comes on stdin as JSON.
func main() {
	var input struct{ Name string }
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		panic(err)
	}
	fmt.Printf("Hello, %s\\n", input.Name)
}
`,
      input: '{ "name": "world" }',
      timeoutSeconds: '60',
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
