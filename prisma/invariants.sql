-- What the data relies on and Prisma does not see: a table that Prisma rebuilds loses its CHECKs, its
-- WITHOUT ROWID and its partial indexes without a word. `pnpm verify` fails when a migrated database, empty
-- or filled, lacks a line or has one more. `pnpm db:migrate` never writes this list. A change that is meant:
--     node prisma/tools/check.ts --accept
-- After each trigger stands a hash of its text, which is in triggers.sql.

-- table api_keys
CONSTRAINT "createdBy_json" CHECK (json_valid("created_by"))
CONSTRAINT "keyHash_sha256" CHECK (length("key_hash") = 64 AND "key_hash" NOT GLOB '*[^0-9a-f]*')
CONSTRAINT "role_known" CHECK ("role" IN ('viewer', 'operator', 'admin', 'runner'))
CREATE TRIGGER api_keys_guard_delete BEFORE DELETE ON api_keys -- c89782f9f54de181
CREATE TRIGGER api_keys_guard_replace BEFORE INSERT ON api_keys -- 25aa6c44cd73f45f
CREATE TRIGGER api_keys_guard_update BEFORE UPDATE ON api_keys -- 1dc87fbe02fd44f4

-- table audit_entries
CONSTRAINT "audit_json" CHECK (json_valid("actor") AND ("details" IS NULL OR json_valid("details")))
CREATE INDEX "audit_entries_sign_in_failed" ON "audit_entries"("at") WHERE "action" = 'sign_in.failed'
CREATE TRIGGER audit_entries_guard_delete BEFORE DELETE ON audit_entries -- b9892bc3efb5c5ad
CREATE TRIGGER audit_entries_guard_insert BEFORE INSERT ON audit_entries -- 1a68af5de2575fbe
CREATE TRIGGER audit_entries_guard_update BEFORE UPDATE ON audit_entries -- d8db00367ac2fc62

-- table auth_users
CONSTRAINT "disabled_boolean" CHECK ("disabled" IN (0, 1))
CONSTRAINT "email_lower_case" CHECK ("email" = lower("email"))
CONSTRAINT "role_known" CHECK ("role" IN ('viewer', 'operator', 'admin'))
CREATE TRIGGER auth_users_guard_delete BEFORE DELETE ON auth_users -- 87c393bda49872e1
CREATE TRIGGER auth_users_guard_replace BEFORE INSERT ON auth_users -- 0d054829037bd87f
CREATE TRIGGER auth_users_guard_update BEFORE UPDATE OF role, disabled ON auth_users -- ddd86643684d76d6
CREATE TRIGGER auth_users_guard_update_replace BEFORE UPDATE ON auth_users -- 68c6c0767c704682

-- table duration_histogram
CONSTRAINT "histogram_not_negative" CHECK ("count" >= 0)
WITHOUT ROWID

-- table log_lines
CONSTRAINT "log_line_bytes" CHECK (length(CAST("line" AS BLOB)) <= 65536)
CONSTRAINT "log_seq_not_negative" CHECK ("seq" >= 0)
CONSTRAINT "log_stream_known" CHECK ("stream" IN ('stdout', 'stderr'))
WITHOUT ROWID

-- table pending_purges
CREATE TRIGGER pending_purges_guard_insert BEFORE INSERT ON pending_purges -- 71f62ca977b7907c
WITHOUT ROWID

-- table removed_log_lines
CONSTRAINT "removed_before" CHECK (typeof("before") = 'integer')
CONSTRAINT "removed_lines" CHECK ("lines" > 0)
WITHOUT ROWID

-- table runners
CONSTRAINT "runner_capacity" CHECK ("capacity" >= 1)
CONSTRAINT "runner_json" CHECK (json_valid("labels") AND json_valid("capabilities"))

-- table workload_activity
CONSTRAINT "activity_integers" CHECK (typeof("duration_sum") = 'integer')
CONSTRAINT "activity_not_negative" CHECK ("created" >= 0 AND "completed" >= 0 AND "failed" >= 0 AND "killed" >= 0 AND "duration_count" >= 0 AND "duration_sum" >= 0)
WITHOUT ROWID

-- table workload_counters
CONSTRAINT "counter_integers" CHECK (typeof("duration_sum") = 'integer')
CONSTRAINT "counter_not_negative" CHECK ("count" >= 0 AND "duration_count" >= 0 AND "duration_sum" >= 0)
WITHOUT ROWID

-- table workload_events
CONSTRAINT "event_actor_json" CHECK (json_valid("actor"))
CONSTRAINT "event_at_integer" CHECK (typeof("at") = 'integer')
CONSTRAINT "event_kind_known" CHECK (("kind" = 'created' OR "kind" = 'transitioned' OR "kind" = 'updated' OR "kind" = 'amended' OR "kind" = 'overridden' OR "kind" = 'kill_requested' OR "kind" = 'report_rejected' OR "kind" = 'noted' OR "kind" = 'retried' OR "kind" = 'deleted'))
CONSTRAINT "event_statuses" CHECK (("to_status" IS NOT NULL) = (("kind" = 'created' OR "kind" = 'transitioned' OR "kind" = 'overridden')) AND ("from_status" IS NOT NULL) = ("kind" IN ('transitioned', 'overridden')))
CONSTRAINT "reason_given" CHECK (("kind" <> 'amended' AND "kind" <> 'overridden' AND "kind" <> 'deleted' AND "kind" <> 'noted') OR ("reason" IS NOT NULL AND trim("reason") <> ''))
CREATE INDEX "workload_events_rejected" ON "workload_events"("at") WHERE "kind" = 'report_rejected'
CREATE TRIGGER workload_events_guard_delete BEFORE DELETE ON workload_events -- aac9f5b23d78aed1
CREATE TRIGGER workload_events_guard_insert BEFORE INSERT ON workload_events -- dd4ff9b985efaeff
CREATE TRIGGER workload_events_guard_update BEFORE UPDATE ON workload_events -- 1cb2dec22c8e3c7f

-- table workload_labels
WITHOUT ROWID

-- table workload_outputs
CONSTRAINT "output_bytes" CHECK (typeof("body") = 'blob' AND length("body") <= 4194304)
CONSTRAINT "output_id_positive" CHECK ("id" > 0)
CREATE TRIGGER workload_outputs_guard_delete BEFORE DELETE ON workload_outputs -- c217988b44230d3f
CREATE TRIGGER workload_outputs_guard_replace BEFORE INSERT ON workload_outputs -- 795f179d4ea4761e
CREATE TRIGGER workload_outputs_guard_update BEFORE UPDATE ON workload_outputs -- 2dc289e28bcf3452

-- table workload_sources
CONSTRAINT "inputHash_sha256" CHECK (typeof("input_hash") = 'blob' AND length("input_hash") = 32)
CONSTRAINT "input_json" CHECK ("input" IS NULL OR json_valid("input"))
CONSTRAINT "source_bytes" CHECK ("bytes" BETWEEN 0 AND 1048576)
CREATE TRIGGER workload_sources_guard_update BEFORE UPDATE ON workload_sources -- a787ccb338f5a96c

-- table workloads
CONSTRAINT "cause_known" CHECK (("cause" = 'exit' OR "cause" = 'timeout' OR "cause" = 'memory' OR "cause" = 'signal' OR "cause" = 'output' OR "cause" = 'lost' OR "cause" = 'backend' OR "cause" = 'unsupported' OR "cause" = 'reported' OR "cause" = 'operator'))
CONSTRAINT "cause_of_failed_and_killed" CHECK (("cause" IS NOT NULL) = ("status" IN ('failed', 'killed')))
CONSTRAINT "cause_of_killed" CHECK ("status" <> 'killed' OR "cause" = 'operator')
CONSTRAINT "cpuLimit_positive" CHECK ("cpu_limit" > 0)
CONSTRAINT "createdAt_in_id" CHECK (typeof("created_at") = 'integer' AND "created_at" >= 0 AND substr("id", 1, 10) = substr('01234567', ("created_at" >> 45) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 40 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 35 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 30 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 25 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 20 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 15 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 10 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" >> 5 & 31) + 1, 1) || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ("created_at" & 31) + 1, 1))
CONSTRAINT "createdBy_known" CHECK (("created_by_kind" = 'user' OR "created_by_kind" = 'key' OR "created_by_kind" = 'runner' OR "created_by_kind" = 'system'))
CONSTRAINT "durationMs_of_started" CHECK ("duration_ms" IS NULL OR "started_at" IS NOT NULL)
CONSTRAINT "durationMs_range" CHECK ("duration_ms" BETWEEN 0 AND 3155760000000 AND typeof("duration_ms") IN ('integer', 'null'))
CONSTRAINT "error_bytes" CHECK (length(CAST("error" AS BLOB)) <= 65536)
CONSTRAINT "error_line_length" CHECK (octet_length("error_line") <= 2000 AND length("error_line") <= 500)
CONSTRAINT "error_line_of_error" CHECK (("error_line" IS NULL) = ("error" IS NULL) AND instr(ltrim(replace("error", char(13), char(10)), char(10)) || char(10), "error_line" || iif(octet_length("error_line") < 500, char(10), '')) = 1 AND instr("error_line", char(10)) = 0)
CONSTRAINT "exitCode_integer" CHECK (typeof("exit_code") IN ('integer', 'null'))
CONSTRAINT "finishedAt_integer" CHECK (typeof("finished_at") IN ('integer', 'null'))
CONSTRAINT "finishedAt_not_before_startedAt" CHECK ("finished_at" >= ifnull("started_at", "created_at"))
CONSTRAINT "finishedAt_of_terminal" CHECK (("finished_at" IS NOT NULL) = (("status" = 'completed' OR "status" = 'failed' OR "status" = 'killed')))
CONSTRAINT "hold_boolean" CHECK ("hold" IN (0, 1))
CONSTRAINT "id_ulid" CHECK (length("id") = 26 AND "id" NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*')
CONSTRAINT "idempotencyKey_with_request" CHECK (("idempotency_key" IS NULL) = ("request_hash" IS NULL))
CONSTRAINT "isolation_as_requested" CHECK ("requested_isolation" = 'auto' OR "isolation" = "requested_isolation")
CONSTRAINT "isolation_known" CHECK (("isolation" = 'auto' OR "isolation" = 'isolate' OR "isolation" = 'sandbox' OR "isolation" = 'gvisor' OR "isolation" = 'microvm'))
CONSTRAINT "labels_object" CHECK (json_type("labels") = 'object')
CONSTRAINT "lease_of_running" CHECK ("leased_by" IS NULL OR ("status" = 'running' AND "hold" = 0))
CONSTRAINT "lease_whole" CHECK (("leased_by" IS NULL) = ("lease_token_hash" IS NULL) AND ("leased_by" IS NULL) = ("lease_until" IS NULL) AND ("leased_by" IS NULL) = ("last_heartbeat_at" IS NULL))
CONSTRAINT "logBytes_range" CHECK ("log_bytes" BETWEEN 0 AND 67108864)
CONSTRAINT "logsTruncated_boolean" CHECK ("logs_truncated" IN (0, 1))
CONSTRAINT "memoryLimitMb_least" CHECK ("memory_limit_mb" >= 128)
CONSTRAINT "name_length" CHECK (length("name") <= 200)
CONSTRAINT "output_with_info" CHECK (("output_id" IS NULL) = ("output_info" IS NULL))
CONSTRAINT "requestedIsolation_known" CHECK (("requested_isolation" = 'auto' OR "requested_isolation" = 'isolate' OR "requested_isolation" = 'sandbox' OR "requested_isolation" = 'gvisor' OR "requested_isolation" = 'microvm'))
CONSTRAINT "runtime_known" CHECK (("runtime" = 'node' OR "runtime" = 'python' OR "runtime" = 'go' OR "runtime" = 'wasm' OR "runtime" = 'oci'))
CONSTRAINT "startedAt_integer" CHECK (typeof("started_at") IN ('integer', 'null'))
CONSTRAINT "startedAt_not_before_createdAt" CHECK ("started_at" >= "created_at")
CONSTRAINT "startedAt_of_running_and_completed" CHECK ("started_at" IS NOT NULL OR "status" NOT IN ('running', 'completed'))
CONSTRAINT "status_known" CHECK (("status" = 'pending' OR "status" = 'running' OR "status" = 'completed' OR "status" = 'failed' OR "status" = 'killed'))
CONSTRAINT "timeoutSeconds_positive" CHECK ("timeout_seconds" > 0)
CREATE INDEX "workloads_causes" ON "workloads"("cause", "status", "isolation", "runtime", "id") WHERE "cause" IS NOT NULL
CREATE INDEX "workloads_claimable" ON "workloads"("isolation", "runtime", "id") WHERE "status" = 'pending' AND "hold" = 0
CREATE INDEX "workloads_failed" ON "workloads"("finished_at") WHERE "status" = 'failed'
CREATE INDEX "workloads_lease" ON "workloads"("leased_by", "lease_token_hash", "id") WHERE "leased_by" IS NOT NULL
CREATE INDEX "workloads_leased" ON "workloads"("last_heartbeat_at") WHERE "leased_by" IS NOT NULL
CREATE INDEX "workloads_retry_of" ON "workloads"("retry_of", "id") WHERE "retry_of" IS NOT NULL
CREATE TRIGGER workloads_changed AFTER UPDATE OF revision ON workloads -- 7cd9a14b050fc4cc
CREATE TRIGGER workloads_created AFTER INSERT ON workloads -- 2a66a7adffcb04dc
CREATE TRIGGER workloads_deleted AFTER UPDATE OF change_kind ON workloads -- 5a37427a1423edc2
CREATE TRIGGER workloads_duration_counted AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads -- b199728f66be57ca
CREATE TRIGGER workloads_duration_uncounted AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads -- 84d8ed69dbca20ea
CREATE TRIGGER workloads_ended AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads -- 4f2959963b51b971
CREATE TRIGGER workloads_forgotten AFTER DELETE ON workloads -- acd6f373f1672b52
CREATE TRIGGER workloads_guard_change BEFORE UPDATE OF status, cause, isolation, node_id, exit_code, error_line, error, duration_ms, started_at, finished_at, kill_requested_at, output_info, output_id, revision, change_revision, change_kind, change_actor, change_reason, change_at ON workloads -- 657a8fb87bebc49f
CREATE TRIGGER workloads_guard_delete BEFORE DELETE ON workloads -- 4258e9497d21005d
CREATE TRIGGER workloads_guard_fixed BEFORE UPDATE OF id, name, runtime, requested_isolation, hold, source_id, input_hash, cpu_limit, memory_limit_mb, timeout_seconds, labels, retry_of, created_by_kind, created_by_id, created_by_name, idempotency_key, request_hash, created_at, rowid, _rowid_, oid ON workloads -- bbd51481f02a2925
CREATE TRIGGER workloads_guard_insert BEFORE INSERT ON workloads -- 4837efbfb9eb8906
CREATE TRIGGER workloads_guard_key BEFORE INSERT ON workloads -- 44c47ee4e6113bf9
CREATE TRIGGER workloads_guard_output BEFORE UPDATE OF output_info, output_id ON workloads -- 5d5827c4815c6568
CREATE TRIGGER workloads_guard_replace BEFORE INSERT ON workloads -- 8bb8953be25c86f3
CREATE TRIGGER workloads_guard_transition BEFORE UPDATE OF status ON workloads -- 16fc8ec42c416cbd
CREATE TRIGGER workloads_isolation_moved AFTER UPDATE OF isolation ON workloads -- b49dc59449cacd17
CREATE TRIGGER workloads_labelled AFTER INSERT ON workloads -- 559f308be1a34444
CREATE TRIGGER workloads_output_left AFTER UPDATE OF output_id ON workloads -- 91889cde235bbff0
CREATE TRIGGER workloads_recounted AFTER UPDATE OF status, cause, isolation, duration_ms ON workloads -- 4362f8c49b27c003
CREATE TRIGGER workloads_unended AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads -- bbffdd8f54921d1f
CREATE UNIQUE INDEX "workloads_idempotency" ON "workloads"("created_by_kind", "created_by_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL
