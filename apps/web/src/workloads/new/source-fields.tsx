'use client'
import { RUNTIMES, type Runtime } from '@isola/domain'
import { CodeEditor } from '#/components/editor/code-editor.tsx'
import type { Language } from '#/components/editor/languages.ts'
import { Field, Input } from '#/components/ui/field.tsx'
import { Panel } from '#/components/ui/panel.tsx'
import { Segments } from '#/components/ui/segments.tsx'
import { EditorField } from './editor-field.tsx'
import type { FieldsProps } from './fields.ts'
import { readJson } from './to-request.ts'

const LANGUAGES: Record<Runtime, Language> = {
  node: 'typescript',
  python: 'python',
  go: 'plain',
  wasm: 'plain',
  oci: 'plain',
}
const RUNTIME_NAMES: Record<Runtime, string> = {
  node: 'Node',
  python: 'Python',
  go: 'Go',
  wasm: 'Wasm',
  oci: 'Container',
}
const CODE_HINTS: Record<Runtime, string> = {
  node: 'JavaScript or TypeScript, an ES module',
  python: 'def main(input), or a script',
  go: 'package main; input on stdin, output on stdout',
  wasm: 'a module for WASI, as base64',
  oci: 'given to the image, if it takes any',
}

/** What to run, and with what. */
export function SourceFields({ draft, set, issue }: FieldsProps) {
  const { runtime, hold } = draft
  const optional = hold || runtime === 'oci'
  return (
    <Panel className="grid content-start gap-4 p-3.5">
      <div className="grid gap-1.5">
        <p className="font-medium">Runtime</p>
        <div className="-ml-1 overflow-x-auto">
          <Segments
            label="Runtime"
            value={runtime}
            onChange={(next) => set({ runtime: next })}
            options={RUNTIMES.map((value) => ({ value, name: RUNTIME_NAMES[value] }))}
          />
        </div>
      </div>
      {runtime === 'oci' && (
        <Field label="Image" hint="as a registry knows it" error={issue('image')}>
          <Input
            value={draft.image}
            onChange={({ target }) => set({ image: target.value })}
            placeholder="docker.io/library/alpine:3.22"
            spellCheck={false}
            className="font-mono text-[12px]"
          />
        </Field>
      )}
      <EditorField
        label="Code"
        hint={optional ? `optional · ${CODE_HINTS[runtime]}` : CODE_HINTS[runtime]}
        error={issue('code')}
      >
        {(errorId) => (
          <CodeEditor
            label="Code"
            errorId={errorId}
            value={draft.code}
            onChange={(code) => set({ code })}
            language={LANGUAGES[runtime]}
            minHeight="260px"
            invalid={Boolean(issue('code'))}
          />
        )}
      </EditorField>
      <InputField draft={draft} set={set} issue={issue} />
    </Panel>
  )
}

function InputField({ draft, set, issue }: FieldsProps) {
  const problem = readJson(draft.input).problem ?? issue('input')
  return (
    <EditorField label="Input" hint="JSON, optional" error={problem}>
      {(errorId) => (
        <CodeEditor
          label="Input, as JSON"
          errorId={errorId}
          value={draft.input}
          onChange={(input) => set({ input })}
          language="json"
          minHeight="84px"
          invalid={Boolean(problem)}
        />
      )}
    </EditorField>
  )
}
