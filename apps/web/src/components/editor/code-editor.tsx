'use client'
import { lazy, Suspense } from 'react'
import { cn } from '#/lib/cn.ts'
import type { CodeMirrorProps } from './code-mirror.tsx'

const CodeMirror = lazy(() => import('./code-mirror.tsx').then((module) => ({ default: module.CodeMirror })))

/** Room is kept for it while it is loaded. */
export const CodeEditor = (props: CodeMirrorProps) => (
  <div
    className={cn(
      'max-h-[60vh] overflow-auto rounded-md border border-line bg-bg focus-within:border-line-strong focus-within:outline-2 focus-within:outline-running focus-within:outline-offset-1',
      props.invalid && 'border-failed',
    )}
  >
    <Suspense fallback={<div aria-hidden style={{ height: props.minHeight }} />}>
      <CodeMirror {...props} />
    </Suspense>
  </div>
)
