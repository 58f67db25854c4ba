-- Written by `pnpm db:migrate`, then by hand: CHECKs, WITHOUT ROWID.

-- CreateTable
CREATE TABLE "removed_log_lines" (
    "workload_id" TEXT NOT NULL PRIMARY KEY,
    "lines" INTEGER NOT NULL,
    "before" DATETIME NOT NULL,
    CONSTRAINT "removed_lines" CHECK ("lines" > 0),
    CONSTRAINT "removed_before" CHECK (typeof("before") = 'integer')
) WITHOUT ROWID;
