import type { ActivityQuery } from '@isola/domain'
import type { WorkloadsParams } from '#/app/(app)/workloads/search-params.ts'
import type { StripWindow } from './strip-window.ts'

/** Series are kept by isolation and runtime, one of each at a time: of several, all are shown. */
export function activityInput(
  { isolation, runtime }: Pick<WorkloadsParams, 'isolation' | 'runtime'>,
  { from, to }: StripWindow,
): ActivityQuery {
  const [one, ...others] = isolation ?? []
  const [language, ...rest] = runtime ?? []
  return {
    from,
    to,
    ...(one && others.length === 0 && { isolation: one }),
    ...(language && rest.length === 0 && { runtime: language }),
  }
}
