/** Why a database file was not migrated. In every case the file is as it was. */
export type MigrationFailure =
  /** It holds tables, but not Isola's. */
  | 'foreign'
  /** A migration was applied to it that this version does not know. */
  | 'newer'
  /** A migration that was applied to it has since been edited. */
  | 'edited'
  /** Prisma's command line left a migration failed or rolled back. */
  | 'unfinished'
  /** A migration is missing that comes before one that was applied. */
  | 'out-of-order'
  /** A migration or a trigger of this version does not run, or leaves a dangling reference. */
  | 'broken'

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly reason: MigrationFailure

  constructor(reason: MigrationFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
