-- Outputs leave the row of their workload for a table of their own, so that a column added later is not read through
-- them. Written by `pnpm db:migrate`, then by hand: CHECKs and partial indexes, as the earlier migrations have them but for
-- the last of workloads; that of error_line also knows \r and NUL, and empty lines before the first that is not.

-- CreateTable
CREATE TABLE "workload_outputs" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "workload_id" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    -- In a trigger before an INSERT, an id that SQLite has yet to choose is -1.
    CONSTRAINT "output_id_positive" CHECK ("id" > 0),
    CONSTRAINT "output_bytes" CHECK (typeof("body") = 'blob' AND length("body") <= 4194304)
);

INSERT INTO "workload_outputs" ("id", "workload_id", "body")
SELECT rowid, "id", "output" FROM "workloads" WHERE "output" IS NOT NULL;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_workloads" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT,
    "status" TEXT NOT NULL,
    "cause" TEXT,
    "runtime" TEXT NOT NULL,
    "requested_isolation" TEXT NOT NULL,
    "isolation" TEXT NOT NULL,
    "node_id" TEXT,
    "hold" BOOLEAN NOT NULL,
    "source_id" INTEGER NOT NULL,
    "input_hash" BLOB NOT NULL,
    "cpu_limit" REAL,
    "memory_limit_mb" REAL,
    "timeout_seconds" REAL,
    "labels" TEXT NOT NULL,
    "retry_of" TEXT,
    "created_by_kind" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" TEXT,
    "created_at" DATETIME NOT NULL,
    "started_at" DATETIME,
    "finished_at" DATETIME,
    "duration_ms" BIGINT,
    "exit_code" INTEGER,
    "kill_requested_at" DATETIME,
    "leased_by" TEXT,
    "lease_token_hash" TEXT,
    "lease_until" DATETIME,
    "last_heartbeat_at" DATETIME,
    "claim_id" TEXT,
    "report_hash" TEXT,
    "log_bytes" BIGINT NOT NULL,
    "logs_truncated" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL,
    "change_revision" INTEGER NOT NULL,
    "change_kind" TEXT NOT NULL,
    "change_actor" TEXT NOT NULL,
    "change_reason" TEXT,
    "change_at" DATETIME NOT NULL,
    "error_line" TEXT,
    "output_id" INTEGER,
    "output_info" TEXT,
    "error" TEXT,
    CONSTRAINT "id_ulid" CHECK (length("id") = 26 AND "id" NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*'),
    -- The id's time part is createdAt, so id order is time order.
    CONSTRAINT "createdAt_in_id" CHECK (
        typeof("created_at") = 'integer' AND "created_at" >= 0 AND substr("id", 1, 10) =
        substr('01234567', ("created_at" >> 45) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 40 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 35 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 30 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 25 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 20 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 15 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 10 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 5 & 31) + 1, 1) ||
        substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" & 31) + 1, 1)
    ),
    CONSTRAINT "name_length" CHECK (length("name") <= 200),
    CONSTRAINT "status_known" CHECK (("status" = 'pending' OR "status" = 'running' OR "status" = 'completed' OR "status" = 'failed' OR "status" = 'killed')),
    CONSTRAINT "cause_known" CHECK (("cause" = 'exit' OR "cause" = 'timeout' OR "cause" = 'memory' OR "cause" = 'signal' OR "cause" = 'output' OR "cause" = 'lost' OR "cause" = 'backend' OR "cause" = 'unsupported' OR "cause" = 'reported' OR "cause" = 'operator')),
    CONSTRAINT "cause_of_failed_and_killed" CHECK (("cause" IS NOT NULL) = ("status" IN ('failed', 'killed'))),
    CONSTRAINT "cause_of_killed" CHECK ("status" <> 'killed' OR "cause" = 'operator'),
    CONSTRAINT "runtime_known" CHECK (("runtime" = 'node' OR "runtime" = 'python' OR "runtime" = 'go' OR "runtime" = 'wasm' OR "runtime" = 'oci')),
    CONSTRAINT "requestedIsolation_known" CHECK (("requested_isolation" = 'auto' OR "requested_isolation" = 'isolate' OR "requested_isolation" = 'sandbox' OR "requested_isolation" = 'gvisor' OR "requested_isolation" = 'microvm')),
    CONSTRAINT "isolation_known" CHECK (("isolation" = 'auto' OR "isolation" = 'isolate' OR "isolation" = 'sandbox' OR "isolation" = 'gvisor' OR "isolation" = 'microvm')),
    CONSTRAINT "isolation_as_requested" CHECK ("requested_isolation" = 'auto' OR "isolation" = "requested_isolation"),
    CONSTRAINT "hold_boolean" CHECK ("hold" IN (0, 1)),
    CONSTRAINT "cpuLimit_positive" CHECK ("cpu_limit" > 0),
    CONSTRAINT "memoryLimitMb_least" CHECK ("memory_limit_mb" >= 128),
    CONSTRAINT "timeoutSeconds_positive" CHECK ("timeout_seconds" > 0),
    CONSTRAINT "labels_object" CHECK (json_type("labels") = 'object'),
    CONSTRAINT "createdBy_known" CHECK (("created_by_kind" = 'user' OR "created_by_kind" = 'key' OR "created_by_kind" = 'runner' OR "created_by_kind" = 'system')),
    CONSTRAINT "idempotencyKey_with_request" CHECK (("idempotency_key" IS NULL) = ("request_hash" IS NULL)),
    CONSTRAINT "startedAt_integer" CHECK (typeof("started_at") IN ('integer', 'null')),
    CONSTRAINT "startedAt_of_running_and_completed" CHECK ("started_at" IS NOT NULL OR "status" NOT IN ('running', 'completed')),
    CONSTRAINT "startedAt_not_before_createdAt" CHECK ("started_at" >= "created_at"),
    CONSTRAINT "finishedAt_integer" CHECK (typeof("finished_at") IN ('integer', 'null')),
    CONSTRAINT "finishedAt_of_terminal" CHECK (("finished_at" IS NOT NULL) = (("status" = 'completed' OR "status" = 'failed' OR "status" = 'killed'))),
    CONSTRAINT "finishedAt_not_before_startedAt" CHECK ("finished_at" >= ifnull("started_at", "created_at")),
    CONSTRAINT "durationMs_of_started" CHECK ("duration_ms" IS NULL OR "started_at" IS NOT NULL),
    CONSTRAINT "durationMs_range" CHECK ("duration_ms" BETWEEN 0 AND 3155760000000 AND typeof("duration_ms") IN ('integer', 'null')),
    CONSTRAINT "exitCode_integer" CHECK (typeof("exit_code") IN ('integer', 'null')),
    CONSTRAINT "lease_of_running" CHECK ("leased_by" IS NULL OR ("status" = 'running' AND "hold" = 0)),
    CONSTRAINT "lease_whole" CHECK (("leased_by" IS NULL) = ("lease_token_hash" IS NULL) AND ("leased_by" IS NULL) = ("lease_until" IS NULL) AND ("leased_by" IS NULL) = ("last_heartbeat_at" IS NULL)),
    CONSTRAINT "logBytes_range" CHECK ("log_bytes" BETWEEN 0 AND 67108864),
    CONSTRAINT "logsTruncated_boolean" CHECK ("logs_truncated" IN (0, 1)),
    CONSTRAINT "error_bytes" CHECK (length(CAST("error" AS BLOB)) <= 65536),
    -- Exactly the first line that is not empty; of one that is cut, that it is its beginning. length() and substr() end at
    -- a NUL, the functions used here do not.
    CONSTRAINT "error_line_of_error" CHECK (
        ("error_line" IS NULL) = ("error" IS NULL) AND
        instr(ltrim(replace("error", char(13), char(10)), char(10)) || char(10), "error_line" || iif(octet_length("error_line") < 500, char(10), '')) = 1 AND
        instr("error_line", char(10)) = 0
    ),
    CONSTRAINT "error_line_length" CHECK (octet_length("error_line") <= 2000 AND length("error_line") <= 500),
    CONSTRAINT "output_with_info" CHECK (("output_id" IS NULL) = ("output_info" IS NULL)),
    CONSTRAINT "workloads_source_id_input_hash_fkey" FOREIGN KEY ("source_id", "input_hash") REFERENCES "workload_sources" ("id", "input_hash") ON DELETE RESTRICT ON UPDATE RESTRICT
);

INSERT INTO "new_workloads" ("id", "name", "status", "cause", "runtime", "requested_isolation", "isolation", "node_id", "hold", "source_id", "input_hash", "cpu_limit", "memory_limit_mb", "timeout_seconds", "labels", "retry_of", "created_by_kind", "created_by_id", "created_by_name", "idempotency_key", "request_hash", "created_at", "started_at", "finished_at", "duration_ms", "exit_code", "kill_requested_at", "leased_by", "lease_token_hash", "lease_until", "last_heartbeat_at", "claim_id", "report_hash", "log_bytes", "logs_truncated", "revision", "change_revision", "change_kind", "change_actor", "change_reason", "change_at", "output_info", "error", "output_id", "error_line")
SELECT "id", "name", "status", "cause", "runtime", "requested_isolation", "isolation", "node_id", "hold", "source_id", "input_hash", "cpu_limit", "memory_limit_mb", "timeout_seconds", "labels", "retry_of", "created_by_kind", "created_by_id", "created_by_name", "idempotency_key", "request_hash", "created_at", "started_at", "finished_at", "duration_ms", "exit_code", "kill_requested_at", "leased_by", "lease_token_hash", "lease_until", "last_heartbeat_at", "claim_id", "report_hash", "log_bytes", "logs_truncated", "revision", "change_revision", "change_kind", "change_actor", "change_reason", "change_at", "output_info", "error", iif("output_info" IS NULL, NULL, rowid),
    -- In bytes, where NUL is one like any other: up to the end of the line, or to where its 501st character begins, which a
    -- byte outside of 80 to BF does.
    CASE WHEN octet_length("line") > 500 THEN CAST(substr("line", 1, ifnull((
        WITH RECURSIVE "byte"("at") AS (VALUES (1) UNION ALL SELECT "at" + 1 FROM "byte" WHERE "at" < min(octet_length("line"), 2001))
        SELECT "at" - 1 FROM "byte" WHERE substr("line", "at", 1) NOT BETWEEN x'80' AND x'BF' LIMIT 1 OFFSET 500
    ), octet_length("line"))) AS TEXT) ELSE CAST("line" AS TEXT) END
FROM (
    SELECT *, rowid, substr("lines", 1, instr("lines", x'0A') - 1) AS "line" FROM (
        SELECT *, rowid, CAST(ltrim(replace("error", char(13), char(10)), char(10)) || char(10) AS BLOB) AS "lines" FROM "workloads"
    )
);
DROP TABLE "workloads";
ALTER TABLE "new_workloads" RENAME TO "workloads";

-- CreateIndex
CREATE INDEX "workloads_facets" ON "workloads"("status", "isolation", "runtime", "id");

-- CreateIndex
CREATE INDEX "workloads_source" ON "workloads"("source_id", "id");

-- By hand, as they were.
CREATE UNIQUE INDEX "workloads_idempotency" ON "workloads"("created_by_kind", "created_by_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;
CREATE INDEX "workloads_causes" ON "workloads"("cause", "status", "isolation", "runtime", "id") WHERE "cause" IS NOT NULL;
CREATE INDEX "workloads_retry_of" ON "workloads"("retry_of", "id") WHERE "retry_of" IS NOT NULL;
CREATE INDEX "workloads_failed" ON "workloads"("finished_at") WHERE "status" = 'failed';
CREATE INDEX "workloads_leased" ON "workloads"("last_heartbeat_at") WHERE "leased_by" IS NOT NULL;
CREATE INDEX "workloads_claimable" ON "workloads"("isolation", "runtime", "id") WHERE "status" = 'pending' AND "hold" = 0;
CREATE INDEX "workloads_lease" ON "workloads"("lease_token_hash") WHERE "lease_token_hash" IS NOT NULL;
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
