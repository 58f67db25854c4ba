export const EVENT_KINDS = [
  'created',
  'transitioned',
  'updated',
  'amended',
  'overridden',
  'kill_requested',
  'report_rejected',
  'noted',
  'retried',
  'deleted',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]
