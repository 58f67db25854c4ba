-- Written by `pnpm db:migrate`, then by hand: CHECKs, WITHOUT ROWID, partial indexes, and no AUTOINCREMENT
-- (rows with a seq are never deleted, so the greatest is never given twice; nothing speaks of a deleted source's id).
-- A CHECK is named after the field that a caller got wrong: the store turns the name into INVALID_INPUT.

-- CreateTable
CREATE TABLE "workload_sources" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "input_hash" BLOB NOT NULL,
    "code" TEXT,
    "image" TEXT,
    "input" TEXT,
    "bytes" INTEGER NOT NULL,
    CONSTRAINT "inputHash_sha256" CHECK (typeof("input_hash") = 'blob' AND length("input_hash") = 32),
    CONSTRAINT "input_json" CHECK ("input" IS NULL OR json_valid("input")),
    CONSTRAINT "source_bytes" CHECK ("bytes" BETWEEN 0 AND 1048576)
);

-- CreateTable
CREATE TABLE "workloads" (
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
    "error" TEXT,
    "output_info" TEXT,
    "output" BLOB,
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
    CONSTRAINT "error_line_of_error" CHECK ("error_line" IS substr("error", 1, min(500, instr("error" || char(10), char(10)) - 1))),
    CONSTRAINT "output_with_info" CHECK (("output" IS NULL) = ("output_info" IS NULL)),
    CONSTRAINT "output_bytes" CHECK (length("output") <= 4194304),
    CONSTRAINT "output_info_bytes" CHECK ("output_info" IS NULL OR json_extract("output_info", '$.bytes') = length("output") OR (ifnull(json_extract("output_info", '$.truncated'), 0) AND json_extract("output_info", '$.bytes') > length("output"))),
    CONSTRAINT "workloads_source_id_input_hash_fkey" FOREIGN KEY ("source_id", "input_hash") REFERENCES "workload_sources" ("id", "input_hash") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- CreateTable
CREATE TABLE "workload_labels" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "workload_id" TEXT NOT NULL,

    PRIMARY KEY ("key", "value", "workload_id")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "workload_events" (
    "seq" INTEGER NOT NULL PRIMARY KEY,
    "workload_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "changes" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "event_kind_known" CHECK (("kind" = 'created' OR "kind" = 'transitioned' OR "kind" = 'updated' OR "kind" = 'amended' OR "kind" = 'overridden' OR "kind" = 'kill_requested' OR "kind" = 'report_rejected' OR "kind" = 'noted' OR "kind" = 'retried' OR "kind" = 'deleted')),
    CONSTRAINT "event_statuses" CHECK (("to_status" IS NOT NULL) = (("kind" = 'created' OR "kind" = 'transitioned' OR "kind" = 'overridden')) AND ("from_status" IS NOT NULL) = ("kind" IN ('transitioned', 'overridden'))),
    CONSTRAINT "reason_given" CHECK (("kind" <> 'amended' AND "kind" <> 'overridden' AND "kind" <> 'deleted' AND "kind" <> 'noted') OR ("reason" IS NOT NULL AND trim("reason") <> '')),
    CONSTRAINT "event_actor_json" CHECK (json_valid("actor")),
    CONSTRAINT "event_at_integer" CHECK (typeof("at") = 'integer')
);

-- CreateTable
CREATE TABLE "workload_counters" (
    "status" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "isolation" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "duration_count" INTEGER NOT NULL,
    "duration_sum" BIGINT NOT NULL,

    PRIMARY KEY ("status", "cause", "isolation", "runtime"),
    CONSTRAINT "counter_not_negative" CHECK ("count" >= 0 AND "duration_count" >= 0 AND "duration_sum" >= 0),
    -- A sum past 64 bits would turn into a floating-point number.
    CONSTRAINT "counter_integers" CHECK (typeof("duration_sum") = 'integer')
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "workload_activity" (
    "span_minutes" INTEGER NOT NULL,
    "start_at" DATETIME NOT NULL,
    "isolation" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "created" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "killed" INTEGER NOT NULL,
    "duration_count" INTEGER NOT NULL,
    "duration_sum" BIGINT NOT NULL,

    PRIMARY KEY ("span_minutes", "start_at", "isolation", "runtime"),
    CONSTRAINT "activity_not_negative" CHECK ("created" >= 0 AND "completed" >= 0 AND "failed" >= 0 AND "killed" >= 0 AND "duration_count" >= 0 AND "duration_sum" >= 0),
    CONSTRAINT "activity_integers" CHECK (typeof("duration_sum") = 'integer')
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "duration_histogram" (
    "isolation" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "span_hours" INTEGER NOT NULL,
    "start_at" DATETIME NOT NULL,
    "bucket" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("isolation", "runtime", "span_hours", "start_at", "bucket"),
    CONSTRAINT "histogram_not_negative" CHECK ("count" >= 0)
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "log_lines" (
    "workload_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "line" TEXT NOT NULL,

    PRIMARY KEY ("workload_id", "seq"),
    CONSTRAINT "log_seq_not_negative" CHECK ("seq" >= 0),
    CONSTRAINT "log_stream_known" CHECK ("stream" IN ('stdout', 'stderr')),
    CONSTRAINT "log_line_bytes" CHECK (length(CAST("line" AS BLOB)) <= 65536)
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "log_removals" (
    "workload_id" TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "audit_entries" (
    "seq" INTEGER NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "details" TEXT,
    CONSTRAINT "audit_json" CHECK (json_valid("actor") AND ("details" IS NULL OR json_valid("details")))
);

-- CreateTable
CREATE TABLE "runners" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "boot_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "capabilities" TEXT NOT NULL,
    "registered_at" DATETIME NOT NULL,
    "last_heartbeat_at" DATETIME NOT NULL,
    CONSTRAINT "runner_json" CHECK (json_valid("labels") AND json_valid("capabilities")),
    CONSTRAINT "runner_capacity" CHECK ("capacity" >= 1)
);

-- CreateIndex
CREATE UNIQUE INDEX "workload_sources_input_hash" ON "workload_sources"("input_hash");

-- CreateIndex
CREATE UNIQUE INDEX "workload_sources_key" ON "workload_sources"("id", "input_hash");

-- CreateIndex
CREATE INDEX "workloads_facets" ON "workloads"("status", "isolation", "runtime", "id");

-- CreateIndex
CREATE INDEX "workloads_source" ON "workloads"("source_id", "id");

-- CreateIndex
CREATE INDEX "workload_events_workload" ON "workload_events"("workload_id", "seq");

-- By hand: partial, so that a write pays only for what it has.
CREATE UNIQUE INDEX "workloads_idempotency" ON "workloads"("created_by_kind", "created_by_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;
CREATE INDEX "workloads_causes" ON "workloads"("cause", "status", "isolation", "runtime", "id") WHERE "cause" IS NOT NULL;
CREATE INDEX "workloads_retry_of" ON "workloads"("retry_of", "id") WHERE "retry_of" IS NOT NULL;
CREATE INDEX "workloads_failed" ON "workloads"("finished_at") WHERE "status" = 'failed';
CREATE INDEX "workloads_leased" ON "workloads"("last_heartbeat_at") WHERE "leased_by" IS NOT NULL;
CREATE INDEX "workload_events_rejected" ON "workload_events"("at") WHERE "kind" = 'report_rejected';
