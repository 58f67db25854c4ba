'use client'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { editorLook } from './editor-look.ts'
import { type Language, loadLanguage } from './languages.ts'

export interface CodeMirrorProps {
  label: string
  /** Of what says what is wrong. */
  errorId: string
  invalid: boolean
  value: string
  onChange(value: string): void
  language: Language
  minHeight: string
}

/** Esc, then Tab, leaves it: Tab alone indents. */
export function CodeMirror(props: CodeMirrorProps) {
  const { label, errorId, invalid, value, onChange, language, minHeight } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<{ view: EditorView; language: Compartment; invalid: Compartment }>(null)
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })

  useEffect(() => {
    if (!host.current) return
    const slots = { language: new Compartment(), invalid: new Compartment() }
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          lineNumbers(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          drawSelection(),
          history(),
          indentOnInput(),
          bracketMatching(),
          // Mod-Enter is the form's.
          keymap.of([
            ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
            ...historyKeymap,
            indentWithTab,
          ]),
          editorLook,
          slots.language.of([]),
          slots.invalid.of([]),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': errorId }),
          EditorView.theme({ '.cm-content, .cm-gutter': { minHeight } }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString())
          }),
        ],
      }),
    })
    editor.current = { view, ...slots }
    return () => view.destroy()
  }, [label, errorId, minHeight])

  useEffect(() => {
    const { view, invalid: slot } = editor.current ?? {}
    view?.dispatch({
      effects:
        slot?.reconfigure(invalid ? EditorView.contentAttributes.of({ 'aria-invalid': 'true' }) : []) ?? [],
    })
  }, [invalid])

  useEffect(() => {
    const view = editor.current?.view
    if (!view || view.state.doc.toString() === value) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    let wanted = true
    void loadLanguage(language).then((extension) => {
      if (!wanted || !editor.current) return
      editor.current.view.dispatch({ effects: editor.current.language.reconfigure(extension) })
    })
    return () => {
      wanted = false
    }
  }, [language])

  return <div ref={host} />
}
