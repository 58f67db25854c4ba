import { join } from 'node:path'
import { applyMigrations } from './migrate.ts'
import { migrationFolder, openFile, scratchFolder } from './migrate-testing.ts'

/** Four versions; the third rebuilds both tables as Prisma does, the fourth needs what it made. */
export const versions = {
  '20260101000000_init': `
    CREATE TABLE "owners" ("id" TEXT NOT NULL PRIMARY KEY);
    CREATE TABLE "pets" ("id" INTEGER NOT NULL PRIMARY KEY, "owner" TEXT NOT NULL,
      FOREIGN KEY ("owner") REFERENCES "owners" ("id") ON DELETE CASCADE);`,
  '20260102000000_names': 'ALTER TABLE "pets" ADD COLUMN "name" TEXT;',
  '20260103000000_rebuilt': `
    PRAGMA defer_foreign_keys=ON;
    PRAGMA foreign_keys=OFF;
    CREATE TABLE "new_owners" ("id" TEXT NOT NULL PRIMARY KEY, "since" INTEGER);
    INSERT INTO "new_owners" ("id") SELECT "id" FROM "owners";
    DROP TABLE "owners";
    ALTER TABLE "new_owners" RENAME TO "owners";
    CREATE TABLE "new_pets" (
      "id" INTEGER NOT NULL PRIMARY KEY, "owner" TEXT NOT NULL, "name" TEXT CHECK ("name" <> ''),
      FOREIGN KEY ("owner") REFERENCES "owners" ("id") ON DELETE CASCADE);
    INSERT INTO "new_pets" ("id", "owner", "name") SELECT "id", "owner", "name" FROM "pets";
    DROP TABLE "pets";
    ALTER TABLE "new_pets" RENAME TO "pets";
    PRAGMA foreign_keys=ON;
    PRAGMA defer_foreign_keys=OFF;`,
  '20260104000000_since': 'UPDATE "owners" SET "since" = 1;',
}
export const names = Object.keys(versions)
export const guard = `CREATE TRIGGER pets_guard BEFORE DELETE ON pets
BEGIN
  SELECT RAISE(ABORT, 'pets stay');
END;`
export const newest = () => migrationFolder(versions, guard)
export const upTo = (count: number, triggers = guard) =>
  migrationFolder(Object.fromEntries(Object.entries(versions).slice(0, count)), triggers)

export const freshFile = () => join(scratchFolder(), 'isola.db')
/** A file with rows that stopped at an earlier version. */
export function filledFile(count: number): string {
  const file = freshFile()
  const db = openFile(file)
  applyMigrations(db, upTo(count))
  db.exec(`INSERT INTO owners (id) VALUES ('ada'), ('bob')`)
  db.exec(`INSERT INTO pets (id, owner) VALUES (1, 'ada'), (2, 'bob'), (3, 'ada')`)
  db.close()
  return file
}
