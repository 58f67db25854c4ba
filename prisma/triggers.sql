-- The lifecycle guard, history and aggregates: laid anew after every migration, because a table that a migration
-- rebuilds loses its triggers without a word. One shape everywhere: subtract OLD, add NEW, so that every aggregate is
-- a function of the rows that exist now. `UPDATE OF` lists let SQLite leave a trigger out when it compiles a statement.
-- RAISE(ABORT) alone: it undoes its own statement and leaves the neighbours in a batch standing.

-- Guards ---------------------------------------------------------------------------------------------------------

CREATE TRIGGER workloads_guard_insert BEFORE INSERT ON workloads
WHEN NEW.status <> 'pending' OR NEW.revision <> 1 OR NEW.change_revision <> 1 OR NEW.change_kind <> 'created'
  OR NEW.started_at IS NOT NULL OR NEW.duration_ms IS NOT NULL OR NEW.exit_code IS NOT NULL OR NEW.error IS NOT NULL
  OR NEW.output_info IS NOT NULL OR NEW.leased_by IS NOT NULL OR NEW.kill_requested_at IS NOT NULL
  OR NEW.log_bytes <> 0 OR NEW.logs_truncated OR NEW.isolation <> NEW.requested_isolation
BEGIN
  SELECT RAISE(ABORT, 'isola: a workload begins pending and empty');
END;

CREATE TRIGGER workloads_guard_fixed BEFORE UPDATE OF id, name, runtime, requested_isolation, hold, source_id, input_hash,
  cpu_limit, memory_limit_mb, timeout_seconds, labels, retry_of, created_by_kind, created_by_id, created_by_name,
  idempotency_key, request_hash, created_at, rowid, _rowid_, oid ON workloads
BEGIN
  SELECT RAISE(ABORT, 'isola: this column never changes');
END;

-- A change is audited when it raises the revision and says in the same statement what kind of change it is:
-- what an earlier statement left in the change_ columns has another change_revision and vouches for nothing.
CREATE TRIGGER workloads_guard_change BEFORE UPDATE OF status, cause, isolation, node_id, exit_code, error_line, error,
  duration_ms, started_at, finished_at, kill_requested_at, output_info, output_id, revision, change_revision, change_kind,
  change_actor, change_reason, change_at ON workloads
WHEN NEW.revision <> OLD.revision + 1 OR NEW.change_revision <> NEW.revision OR NOT CASE NEW.change_kind
  WHEN 'transitioned' THEN NEW.status <> OLD.status
  WHEN 'updated' THEN NEW.status = OLD.status AND OLD.status IN ('pending', 'running')
  WHEN 'amended' THEN NEW.status = OLD.status AND (OLD.status = 'completed' OR OLD.status = 'failed' OR OLD.status = 'killed')
  WHEN 'overridden' THEN NEW.status <> OLD.status
  WHEN 'kill_requested' THEN NEW.status = OLD.status AND OLD.status = 'running' AND OLD.leased_by IS NOT NULL
  WHEN 'deleted' THEN NEW.status = OLD.status AND (OLD.status = 'completed' OR OLD.status = 'failed' OR OLD.status = 'killed')
  ELSE 0 END
BEGIN
  SELECT RAISE(ABORT, 'isola: a change needs the next revision and its own change_ columns');
END;

CREATE TRIGGER workloads_guard_transition BEFORE UPDATE OF status ON workloads
WHEN NEW.status <> OLD.status AND NOT (
  (NEW.change_kind = 'transitioned' AND (
    (OLD.status = 'pending' AND (NEW.status = 'running' OR NEW.status = 'failed' OR NEW.status = 'killed'))
    OR (OLD.status = 'running' AND (NEW.status = 'completed' OR NEW.status = 'failed' OR NEW.status = 'killed'))))
  OR (NEW.change_kind = 'overridden' AND (NEW.status = 'completed' OR NEW.status = 'failed' OR NEW.status = 'killed') AND ifnull(trim(NEW.change_reason), '') <> ''))
BEGIN
  SELECT RAISE(ABORT, 'isola: illegal transition');
END;

-- A workload has the body of an output exactly when it says what it is, and a body of the length that is said. The two
-- change together, so history speaks of every body.
CREATE TRIGGER workloads_guard_output BEFORE UPDATE OF output_info, output_id ON workloads
WHEN (NEW.output_id IS NOT OLD.output_id) <> (NEW.output_info IS NOT OLD.output_info)
  OR (NEW.output_id IS NOT OLD.output_id AND NEW.output_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM workload_outputs WHERE id = NEW.output_id AND workload_id = NEW.id
      AND (length(body) = NEW.output_info ->> '$.bytes'
        OR (length(body) < NEW.output_info ->> '$.bytes' AND NEW.output_info ->> '$.truncated'))))
BEGIN
  SELECT RAISE(ABORT, 'isola: an output changes with its description, and is as long as that says');
END;

CREATE TRIGGER workloads_guard_delete BEFORE DELETE ON workloads
WHEN OLD.change_kind <> 'deleted' OR OLD.change_revision <> OLD.revision
BEGIN
  SELECT RAISE(ABORT, 'isola: a workload is deleted by an update to change_kind deleted');
END;

-- REPLACE deletes the row that is in its way and fires no DELETE trigger: nothing may be in the way. Nor does a workload come
-- back before what it left has been purged.
CREATE TRIGGER workloads_guard_replace BEFORE INSERT ON workloads
WHEN EXISTS (SELECT 1 FROM workloads WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM workloads WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM pending_purges WHERE workload_id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'isola: a workload is not replaced');
END;

-- Nor the one that has the key: who creates asks first whether somebody has it.
CREATE TRIGGER workloads_guard_key BEFORE INSERT ON workloads
WHEN NEW.idempotency_key IS NOT NULL AND EXISTS (SELECT 1 FROM workloads WHERE created_by_kind = NEW.created_by_kind
  AND created_by_id = NEW.created_by_id AND idempotency_key = NEW.idempotency_key)
BEGIN
  SELECT RAISE(ABORT, 'isola: the idempotency key is taken');
END;

CREATE TRIGGER workload_events_guard_insert BEFORE INSERT ON workload_events
WHEN EXISTS (SELECT 1 FROM workload_events WHERE seq = NEW.seq)
BEGIN
  SELECT RAISE(ABORT, 'isola: history is append-only');
END;

CREATE TRIGGER audit_entries_guard_insert BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE seq = NEW.seq)
BEGIN
  SELECT RAISE(ABORT, 'isola: the audit trail is append-only');
END;

CREATE TRIGGER workload_sources_guard_update BEFORE UPDATE ON workload_sources
BEGIN
  SELECT RAISE(ABORT, 'isola: a source never changes');
END;

CREATE TRIGGER workload_outputs_guard_replace BEFORE INSERT ON workload_outputs
WHEN EXISTS (SELECT 1 FROM workload_outputs WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'isola: an output is not replaced');
END;

CREATE TRIGGER workload_outputs_guard_update BEFORE UPDATE ON workload_outputs
BEGIN
  SELECT RAISE(ABORT, 'isola: an output never changes');
END;

CREATE TRIGGER workload_outputs_guard_delete BEFORE DELETE ON workload_outputs
WHEN EXISTS (SELECT 1 FROM workloads WHERE id = OLD.workload_id AND output_id = OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'isola: an output goes when its workload no longer refers to it');
END;

-- The one update of history: values are blanked once their workload is deleted.
CREATE TRIGGER workload_events_guard_update BEFORE UPDATE ON workload_events
WHEN NEW.changes IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.workload_id <> OLD.workload_id OR NEW.kind <> OLD.kind
  OR NEW.from_status IS NOT OLD.from_status OR NEW.to_status IS NOT OLD.to_status OR NEW.actor <> OLD.actor
  OR NEW.reason IS NOT OLD.reason OR NEW.at <> OLD.at
  OR EXISTS (SELECT 1 FROM workloads WHERE id = OLD.workload_id)
BEGIN
  SELECT RAISE(ABORT, 'isola: history is append-only');
END;

CREATE TRIGGER pending_purges_guard_insert BEFORE INSERT ON pending_purges
WHEN EXISTS (SELECT 1 FROM workloads WHERE id = NEW.workload_id)
BEGIN
  SELECT RAISE(ABORT, 'isola: only what a deleted workload left is purged');
END;

CREATE TRIGGER workload_events_guard_delete BEFORE DELETE ON workload_events
BEGIN
  SELECT RAISE(ABORT, 'isola: history is append-only');
END;

-- The one update of the audit trail: an entry of failed sign-ins counts one more, and may list one more account, within
-- a minute of the first.
CREATE TRIGGER audit_entries_guard_update BEFORE UPDATE ON audit_entries
WHEN OLD.action <> 'sign_in.failed' OR NEW.action <> OLD.action OR NEW.seq <> OLD.seq OR NEW.at <> OLD.at
  OR NEW.actor <> OLD.actor OR NEW.target IS NOT OLD.target
  OR (NEW.details IS NOT json_set(OLD.details, '$.count', OLD.details ->> 'count' + 1)
    AND NEW.details IS NOT json_set(json_insert(OLD.details, '$.emails[#]', NEW.details ->> '$.emails[#-1]'),
      '$.count', OLD.details ->> 'count' + 1))
  OR abs(unixepoch('subsec') * 1000 - OLD.at) > 60000
BEGIN
  SELECT RAISE(ABORT, 'isola: the audit trail is append-only');
END;

-- The one deletion: of failed sign-ins, after 90 days. Anybody can cause them, so they cannot be kept for ever.
CREATE TRIGGER audit_entries_guard_delete BEFORE DELETE ON audit_entries
WHEN OLD.action <> 'sign_in.failed' OR OLD.at > unixepoch('subsec') * 1000 - 90 * 86400000
BEGIN
  SELECT RAISE(ABORT, 'isola: the audit trail is append-only');
END;

-- Accounts: somebody can always administer, and a key that is gone stays gone.

CREATE TRIGGER auth_users_guard_update BEFORE UPDATE OF role, disabled ON auth_users
WHEN OLD.role = 'admin' AND NOT OLD.disabled AND (NEW.role <> 'admin' OR NEW.disabled)
  AND NOT EXISTS (SELECT 1 FROM auth_users WHERE role = 'admin' AND NOT disabled AND id <> OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'isola: the last admin stays');
END;

CREATE TRIGGER auth_users_guard_delete BEFORE DELETE ON auth_users
WHEN OLD.role = 'admin' AND NOT OLD.disabled
  AND NOT EXISTS (SELECT 1 FROM auth_users WHERE role = 'admin' AND NOT disabled AND id <> OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'isola: the last admin stays');
END;

-- Nor is it replaced. Who adds a person asks first whether somebody has the e-mail.
CREATE TRIGGER auth_users_guard_replace BEFORE INSERT ON auth_users
WHEN EXISTS (SELECT 1 FROM auth_users WHERE id = NEW.id OR email = NEW.email OR rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'isola: a person is not replaced');
END;

CREATE TRIGGER auth_users_guard_update_replace BEFORE UPDATE ON auth_users
WHEN EXISTS (SELECT 1 FROM auth_users
  WHERE rowid <> OLD.rowid AND (id = NEW.id OR email = NEW.email OR rowid = NEW.rowid))
BEGIN
  SELECT RAISE(ABORT, 'isola: a person is not replaced');
END;

CREATE TRIGGER api_keys_guard_replace BEFORE INSERT ON api_keys
WHEN EXISTS (SELECT 1 FROM api_keys WHERE id = NEW.id OR key_hash = NEW.key_hash OR rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'isola: a key is not replaced');
END;

CREATE TRIGGER api_keys_guard_update BEFORE UPDATE ON api_keys
WHEN NEW.rowid <> OLD.rowid OR NEW.id <> OLD.id OR NEW.role <> OLD.role OR NEW.key_hash <> OLD.key_hash
  OR NEW.expires_at IS NOT OLD.expires_at OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NOT OLD.revoked_at)
BEGIN
  SELECT RAISE(ABORT, 'isola: a key is made once and revoked once');
END;

CREATE TRIGGER api_keys_guard_delete BEFORE DELETE ON api_keys
BEGIN
  SELECT RAISE(ABORT, 'isola: history names keys, so they stay');
END;

-- History --------------------------------------------------------------------------------------------------------

-- `changes` of a creation: each initial value by its field. The rest is null in every new workload.
CREATE TRIGGER workloads_created AFTER INSERT ON workloads
BEGIN
  INSERT INTO workload_events (workload_id, kind, to_status, actor, reason, changes, at)
  VALUES (NEW.id, 'created', NEW.status, NEW.change_actor, NEW.change_reason, json_object(
    'name', NEW.name, 'status', NEW.status, 'runtime', NEW.runtime, 'requestedIsolation', NEW.requested_isolation,
    'isolation', NEW.isolation, 'nodeId', NEW.node_id, 'hold', json(iif(NEW.hold, 'true', 'false')),
    'inputHash', lower(hex(NEW.input_hash)),
    'sourceBytes', (SELECT bytes FROM workload_sources WHERE id = NEW.source_id),
    'cpuLimit', NEW.cpu_limit, 'memoryLimitMb', NEW.memory_limit_mb, 'timeoutSeconds', NEW.timeout_seconds,
    'labels', json(NEW.labels), 'retryOf', NEW.retry_of,
    'createdBy', json_object('kind', NEW.created_by_kind, 'id', NEW.created_by_id, 'name', NEW.created_by_name),
    'createdAt', NEW.created_at), NEW.change_at);
  INSERT INTO workload_events (workload_id, kind, actor, reason, changes, at)
  SELECT NEW.retry_of, 'retried', NEW.change_actor, NEW.change_reason, json_object('retry', json_array(NULL, NEW.id)), NEW.change_at
  WHERE NEW.retry_of IS NOT NULL;
  INSERT INTO workload_counters VALUES (NEW.status, '', NEW.isolation, NEW.runtime, 1, 0, 0)
  ON CONFLICT DO UPDATE SET count = count + 1;
  INSERT INTO workload_activity VALUES
    (1, NEW.created_at - NEW.created_at % 60000, NEW.isolation, NEW.runtime, 1, 0, 0, 0, 0, 0),
    (60, NEW.created_at - NEW.created_at % 3600000, NEW.isolation, NEW.runtime, 1, 0, 0, 0, 0, 0)
  ON CONFLICT DO UPDATE SET created = created + 1;
END;

CREATE TRIGGER workloads_labelled AFTER INSERT ON workloads
WHEN NEW.labels <> '{}'
BEGIN
  INSERT INTO workload_labels (key, value, workload_id) SELECT key, value, NEW.id FROM json_each(NEW.labels);
END;

-- `changes` of an update: old and new value of each field that changed, concatenated: 25 µs cheaper than json_patch.
CREATE TRIGGER workloads_changed AFTER UPDATE OF revision ON workloads
WHEN NEW.change_kind <> 'deleted'
BEGIN
  INSERT INTO workload_events (workload_id, kind, from_status, to_status, actor, reason, changes, at)
  VALUES (NEW.id, NEW.change_kind,
    iif(NEW.status <> OLD.status, OLD.status, NULL), iif(NEW.status <> OLD.status, NEW.status, NULL),
    NEW.change_actor, NEW.change_reason,
    '{' || substr(
      iif(NEW.status <> OLD.status, ',"status":' || json_array(OLD.status, NEW.status), '')
      || iif(NEW.cause IS NOT OLD.cause, ',"cause":' || json_array(OLD.cause, NEW.cause), '')
      || iif(NEW.isolation <> OLD.isolation, ',"isolation":' || json_array(OLD.isolation, NEW.isolation), '')
      || iif(NEW.node_id IS NOT OLD.node_id, ',"nodeId":' || json_array(OLD.node_id, NEW.node_id), '')
      || iif(NEW.exit_code IS NOT OLD.exit_code, ',"exitCode":' || json_array(OLD.exit_code, NEW.exit_code), '')
      || iif(NEW.error IS NOT OLD.error, ',"error":' || json_array(OLD.error, NEW.error), '')
      || iif(NEW.duration_ms IS NOT OLD.duration_ms, ',"durationMs":' || json_array(OLD.duration_ms, NEW.duration_ms), '')
      || iif(NEW.started_at IS NOT OLD.started_at, ',"startedAt":' || json_array(OLD.started_at, NEW.started_at), '')
      || iif(NEW.finished_at IS NOT OLD.finished_at, ',"finishedAt":' || json_array(OLD.finished_at, NEW.finished_at), '')
      || iif(NEW.kill_requested_at IS NOT OLD.kill_requested_at, ',"killRequestedAt":' || json_array(OLD.kill_requested_at, NEW.kill_requested_at), '')
      || iif(NEW.output_info IS NOT OLD.output_info, ',"output":' || json_array(json(OLD.output_info), json(NEW.output_info)), ''),
      2) || '}',
    NEW.change_at);
END;

-- As much work for a workload with a long history as for any other: what it leaves is purged afterwards, in slices. Readers
-- give out no values of a workload that is not there.
CREATE TRIGGER workloads_deleted AFTER UPDATE OF change_kind ON workloads
WHEN NEW.change_kind = 'deleted'
BEGIN
  INSERT INTO workload_events (workload_id, kind, actor, reason, at)
  VALUES (NEW.id, 'deleted', NEW.change_actor, NEW.change_reason, NEW.change_at);
  DELETE FROM removed_log_lines WHERE workload_id = NEW.id;
  DELETE FROM workloads WHERE id = NEW.id;
  INSERT INTO pending_purges (workload_id) VALUES (NEW.id);
END;

CREATE TRIGGER workloads_output_left AFTER UPDATE OF output_id ON workloads
WHEN OLD.output_id IS NOT NULL AND NEW.output_id IS NOT OLD.output_id
BEGIN
  DELETE FROM workload_outputs WHERE id = OLD.output_id;
END;

-- Aggregates -----------------------------------------------------------------------------------------------------

CREATE TRIGGER workloads_recounted AFTER UPDATE OF status, cause, isolation, duration_ms ON workloads
WHEN NEW.status <> OLD.status OR NEW.cause IS NOT OLD.cause OR NEW.isolation <> OLD.isolation OR NEW.duration_ms IS NOT OLD.duration_ms
BEGIN
  UPDATE workload_counters SET count = count - 1, duration_count = duration_count - (OLD.duration_ms IS NOT NULL),
    duration_sum = duration_sum - ifnull(OLD.duration_ms, 0)
  WHERE status = OLD.status AND cause = ifnull(OLD.cause, '') AND isolation = OLD.isolation AND runtime = OLD.runtime;
  INSERT INTO workload_counters VALUES (NEW.status, ifnull(NEW.cause, ''), NEW.isolation, NEW.runtime, 1,
    NEW.duration_ms IS NOT NULL, ifnull(NEW.duration_ms, 0))
  ON CONFLICT DO UPDATE SET count = count + 1, duration_count = duration_count + excluded.duration_count,
    duration_sum = duration_sum + excluded.duration_sum;
END;

CREATE TRIGGER workloads_isolation_moved AFTER UPDATE OF isolation ON workloads
WHEN NEW.isolation <> OLD.isolation
BEGIN
  UPDATE workload_activity SET created = created - 1
  WHERE isolation = OLD.isolation AND runtime = OLD.runtime AND (span_minutes, start_at) IN (VALUES
    (1, OLD.created_at - OLD.created_at % 60000), (60, OLD.created_at - OLD.created_at % 3600000));
  INSERT INTO workload_activity VALUES
    (1, NEW.created_at - NEW.created_at % 60000, NEW.isolation, NEW.runtime, 1, 0, 0, 0, 0, 0),
    (60, NEW.created_at - NEW.created_at % 3600000, NEW.isolation, NEW.runtime, 1, 0, 0, 0, 0, 0)
  ON CONFLICT DO UPDATE SET created = created + 1;
END;

CREATE TRIGGER workloads_ended AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads
WHEN NEW.finished_at IS NOT NULL AND (NEW.status <> OLD.status OR NEW.isolation <> OLD.isolation
  OR NEW.duration_ms IS NOT OLD.duration_ms OR NEW.finished_at IS NOT OLD.finished_at)
BEGIN
  INSERT INTO workload_activity
  SELECT span, NEW.finished_at - NEW.finished_at % (span * 60000), NEW.isolation, NEW.runtime, 0,
    NEW.status = 'completed', NEW.status = 'failed', NEW.status = 'killed',
    NEW.status = 'completed' AND NEW.duration_ms IS NOT NULL, iif(NEW.status = 'completed', ifnull(NEW.duration_ms, 0), 0)
  FROM (SELECT 1 AS span UNION ALL SELECT 60) WHERE true
  ON CONFLICT DO UPDATE SET completed = completed + excluded.completed, failed = failed + excluded.failed,
    killed = killed + excluded.killed, duration_count = duration_count + excluded.duration_count,
    duration_sum = duration_sum + excluded.duration_sum;
END;

-- The same conditions on OLD: what workloads_ended added is taken back.
CREATE TRIGGER workloads_unended AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads
WHEN OLD.finished_at IS NOT NULL AND (NEW.status <> OLD.status OR NEW.isolation <> OLD.isolation
  OR NEW.duration_ms IS NOT OLD.duration_ms OR NEW.finished_at IS NOT OLD.finished_at)
BEGIN
  UPDATE workload_activity SET completed = completed - (OLD.status = 'completed'), failed = failed - (OLD.status = 'failed'),
    killed = killed - (OLD.status = 'killed'),
    duration_count = duration_count - (OLD.status = 'completed' AND OLD.duration_ms IS NOT NULL),
    duration_sum = duration_sum - iif(OLD.status = 'completed', ifnull(OLD.duration_ms, 0), 0)
  WHERE isolation = OLD.isolation AND runtime = OLD.runtime AND (span_minutes, start_at) IN (VALUES
    (1, OLD.finished_at - OLD.finished_at % 60000), (60, OLD.finished_at - OLD.finished_at % 3600000));
END;

-- All time (0 hours), hour and day; the workload's own isolation and runtime, and '*' for all: what is asked most
-- (everything, over a month) reads some thousand rows instead of some hundred thousand.
CREATE TRIGGER workloads_duration_counted AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads
WHEN NEW.status = 'completed' AND NEW.duration_ms IS NOT NULL AND (OLD.status <> 'completed'
  OR NEW.isolation <> OLD.isolation OR NEW.duration_ms IS NOT OLD.duration_ms OR NEW.finished_at IS NOT OLD.finished_at)
BEGIN
  INSERT INTO duration_histogram
  SELECT cell_isolation, cell_runtime, span, iif(span = 0, 0, NEW.finished_at - NEW.finished_at % (span * 3600000)),
    iif(NEW.duration_ms < 32, NEW.duration_ms, 32 * (CAST(log2(NEW.duration_ms) AS INTEGER) - 5)
      + (NEW.duration_ms >> (CAST(log2(NEW.duration_ms) AS INTEGER) - 5))), 1
  FROM (SELECT 0 AS span UNION ALL SELECT 1 UNION ALL SELECT 24),
    (SELECT NEW.isolation AS cell_isolation, NEW.runtime AS cell_runtime UNION ALL SELECT '*', '*') WHERE true
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER workloads_duration_uncounted AFTER UPDATE OF status, isolation, duration_ms, finished_at ON workloads
WHEN OLD.status = 'completed' AND OLD.duration_ms IS NOT NULL AND (NEW.status <> 'completed'
  OR NEW.isolation <> OLD.isolation OR NEW.duration_ms IS NOT OLD.duration_ms OR NEW.finished_at IS NOT OLD.finished_at)
BEGIN
  UPDATE duration_histogram SET count = count - 1
  WHERE (span_hours, start_at) IN (VALUES (0, 0), (1, OLD.finished_at - OLD.finished_at % 3600000),
      (24, OLD.finished_at - OLD.finished_at % 86400000))
    AND (isolation, runtime) IN (VALUES (OLD.isolation, OLD.runtime), ('*', '*'))
    AND bucket = iif(OLD.duration_ms < 32, OLD.duration_ms, 32 * (CAST(log2(OLD.duration_ms) AS INTEGER) - 5)
      + (OLD.duration_ms >> (CAST(log2(OLD.duration_ms) AS INTEGER) - 5)));
END;

-- A deleted workload leaves every aggregate and the label index, and takes its output and, as its last user, its source.
CREATE TRIGGER workloads_forgotten AFTER DELETE ON workloads
BEGIN
  DELETE FROM workload_outputs WHERE id = OLD.output_id;
  UPDATE workload_counters SET count = count - 1, duration_count = duration_count - (OLD.duration_ms IS NOT NULL),
    duration_sum = duration_sum - ifnull(OLD.duration_ms, 0)
  WHERE status = OLD.status AND cause = ifnull(OLD.cause, '') AND isolation = OLD.isolation AND runtime = OLD.runtime;
  UPDATE workload_activity SET created = created - 1
  WHERE isolation = OLD.isolation AND runtime = OLD.runtime AND (span_minutes, start_at) IN (VALUES
    (1, OLD.created_at - OLD.created_at % 60000), (60, OLD.created_at - OLD.created_at % 3600000));
  UPDATE workload_activity SET completed = completed - (OLD.status = 'completed'), failed = failed - (OLD.status = 'failed'),
    killed = killed - (OLD.status = 'killed'),
    duration_count = duration_count - (OLD.status = 'completed' AND OLD.duration_ms IS NOT NULL),
    duration_sum = duration_sum - iif(OLD.status = 'completed', ifnull(OLD.duration_ms, 0), 0)
  WHERE isolation = OLD.isolation AND runtime = OLD.runtime AND (span_minutes, start_at) IN (VALUES
    (1, OLD.finished_at - OLD.finished_at % 60000), (60, OLD.finished_at - OLD.finished_at % 3600000));
  UPDATE duration_histogram SET count = count - 1
  WHERE OLD.status = 'completed' AND OLD.duration_ms IS NOT NULL
    AND (span_hours, start_at) IN (VALUES (0, 0), (1, OLD.finished_at - OLD.finished_at % 3600000),
      (24, OLD.finished_at - OLD.finished_at % 86400000))
    AND (isolation, runtime) IN (VALUES (OLD.isolation, OLD.runtime), ('*', '*'))
    AND bucket = iif(OLD.duration_ms < 32, OLD.duration_ms, 32 * (CAST(log2(OLD.duration_ms) AS INTEGER) - 5)
      + (OLD.duration_ms >> (CAST(log2(OLD.duration_ms) AS INTEGER) - 5)));
  DELETE FROM workload_labels WHERE (key, value, workload_id) IN (SELECT key, value, OLD.id FROM json_each(OLD.labels));
  DELETE FROM workload_sources WHERE id = OLD.source_id
    AND NOT EXISTS (SELECT 1 FROM workloads WHERE source_id = OLD.source_id);
END;
