import { LIMITS } from '@isola/domain'
import { Room } from './room.ts'
import { inTurns, Turns } from './turns.ts'

/** What this process can do at once, and how its callers share it. */
export class Capacity {
  readonly turns = new Turns()
  /** Large reads of many callers, who were woken by one commit. */
  readonly largeReads = inTurns(this.turns)
  /** Searches that run or wait for their turn. */
  readonly searches = new Room(LIMITS.scans, LIMITS.scans / 4, 'Too many searches are running; try again')
  /** Bytes of bodies that are being read, and of answers that their callers have not taken yet. */
  readonly bytes: Room

  /** @param bytes in flight together */
  constructor(bytes: number = LIMITS.bytesInFlight) {
    this.bytes = new Room(bytes, bytes / 4, 'Too much is being sent and received at once; try again')
  }
}
