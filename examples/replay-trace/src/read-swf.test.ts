import { describe, expect, it } from 'vitest'
import { readSwf, TraceError } from './read-swf.ts'

const HEADER = '; UnixStartTime: 1000\n'
const JOB = '1 0 10 100 4 -1 -1 4 3600 -1 1 1 1 -1 -1 2 -1 -1'

/** The fields of a job, some of them replaced by position. */
const job = (fields: Record<number, string>) =>
  HEADER +
  JOB.split(' ')
    .map((value, index) => fields[index + 1] ?? value)
    .join(' ')

const failureOf = (text: string): Error => {
  try {
    readSwf(text)
  } catch (error) {
    return error as Error
  }
  throw new Error('It was read')
}

describe('readSwf', () => {
  it('reads times from UnixStartTime, in milliseconds', () => {
    expect(readSwf(HEADER + JOB).jobs).toEqual([
      {
        line: 2,
        createdAt: 1_000_000,
        startedAt: 1_010_000,
        end: { status: 'completed', at: 1_110_000 },
        durationMs: 100_000,
        partition: '2',
        processors: 4,
        requestedSeconds: 3600,
      },
    ])
  })

  it('takes what the log does not know for null', () => {
    expect(readSwf(job({ 5: '-1', 9: '-1', 16: '-1' })).jobs[0]).toMatchObject({
      processors: null,
      requestedSeconds: null,
      partition: null,
    })
  })

  it('lets a failure or a kill without a run time end straight from pending', () => {
    for (const [status, name] of [
      ['0', 'failed'],
      ['5', 'killed'],
    ] as const) {
      expect(readSwf(job({ 4: '-1', 11: status })).jobs[0]).toMatchObject({
        startedAt: null,
        end: { status: name, at: 1_010_000 },
        durationMs: null,
      })
    }
  })

  it('leaves a job without a status running, and pending when its wait is not known either', () => {
    expect(readSwf(job({ 4: '-1', 11: '-1' })).jobs[0]).toMatchObject({ startedAt: 1_010_000, end: null })
    expect(readSwf(job({ 3: '-1', 4: '-1', 11: '-1' })).jobs[0]).toMatchObject({ startedAt: null, end: null })
  })

  it('leaves out the bursts of a job, and counts them', () => {
    const bursts = ['2', '3', '4'].map((status) => job({ 11: status }).replace(HEADER, ''))
    expect(readSwf([HEADER + JOB, ...bursts].join('\n'))).toMatchObject({ jobs: [{}], burstsSkipped: 3 })
  })

  it('reads lines that end as on Windows, blank lines and comments between jobs', () => {
    const text = `${HEADER}\n\n ; a note\n${JOB}\n\n`.replaceAll('\n', '\r\n')
    expect(readSwf(text).jobs.map(({ line }) => line)).toEqual([5])
  })

  it.each([
    ['too few fields', `${HEADER}1 2 3`, 'line 2: a job has 18 fields, this line has 3'],
    ['too many fields', `${HEADER}\n${JOB} 7`, 'line 3: a job has 18 fields, this line has 19'],
    ['a word for a number', job({ 4: 'soon' }), 'line 2: field 4 (run time) is not a number: "soon"'],
    ['no submit time', job({ 2: '-1' }), 'line 2: field 2 (submit time) is not known'],
    ['a status of no meaning', job({ 11: '6' }), 'line 2: field 11 (status) is 6; −1 to 5 are known'],
    ['no UnixStartTime', `; Version: 2.2\n${JOB}`, 'line 2: a job before the header has given UnixStartTime'],
    [
      'a start that is no number',
      `; UnixStartTime: never\n${JOB}`,
      'line 1: UnixStartTime is not a number of seconds: "never"',
    ],
  ])('refuses %s and names the line', (_, text, message) => {
    const failure = failureOf(text)
    expect(failure).toBeInstanceOf(TraceError)
    expect(failure.message).toBe(message)
  })
})
