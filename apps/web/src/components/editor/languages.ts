import type { Extension } from '@codemirror/state'

export type Language = 'typescript' | 'python' | 'json' | 'plain'

/** Each is a parser of its own, loaded when it is written in. */
export async function loadLanguage(language: Language): Promise<Extension> {
  switch (language) {
    case 'typescript':
      return (await import('@codemirror/lang-javascript')).javascript({ typescript: true })
    case 'python':
      return (await import('@codemirror/lang-python')).python()
    case 'json':
      return (await import('@codemirror/lang-json')).json()
    case 'plain':
      return []
  }
}
