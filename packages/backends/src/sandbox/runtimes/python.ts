import { join } from 'node:path'
import { bindUnlessSeen, type Detected } from './runtime.ts'
import { saidBy } from './said-by.ts'

const BOOT = join(import.meta.dirname, '../boot/run_module.py')
/** The command may be a script of a version manager: the interpreter itself says where it is. */
const WHERE = `import json, os, platform, sys
print(json.dumps([os.path.realpath(sys.executable), sys.base_prefix, platform.python_version()]))`

const whereIs = (command: string): Promise<string | null> => saidBy(command, ['-I', '-c', WHERE])

export async function detectPython(): Promise<Detected> {
  // The system's own first: a sandbox sees all of it anyway.
  const said = (await whereIs('/usr/bin/python3')) ?? (await whereIs('python3'))
  if (said === null) return { missing: 'python3 is not installed (apt-get install python3)' }
  const [executable, prefix, version] = JSON.parse(said) as [string, string, string]
  return {
    found: {
      runtime: 'python',
      version,
      binds: [...bindUnlessSeen(prefix), [BOOT, '/workload/run_module.py']],
      env: {},
      codePath: '/workload/main.py',
      command: [executable, '-I', '-B', '/workload/run_module.py'],
    },
  }
}
