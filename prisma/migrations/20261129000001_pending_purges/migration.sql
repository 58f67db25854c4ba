-- By hand: Prisma would drop the table and make another one.
-- What is removed of deleted workloads in slices: as before their log lines, and now the values in their history too.

-- RenameTable
ALTER TABLE "log_removals" RENAME TO "pending_purges";

-- AlterTable
ALTER TABLE "pending_purges" ADD COLUMN "blanked_to" INTEGER NOT NULL DEFAULT 0;
