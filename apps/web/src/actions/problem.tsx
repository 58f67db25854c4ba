import { problemOf } from './problem-of.ts'

export const Problem = ({ error }: { error: unknown }) => (
  <p role="alert" className="break-words text-failed">
    {problemOf(error)}
  </p>
)
