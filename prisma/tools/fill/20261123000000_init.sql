-- Rows as a file of this version may hold them, in every table: what every later migration must carry over.
-- Written for this one version, so it never changes. 100 workloads, 20 in each status, one a second.

CREATE TEMP VIEW filling AS
  WITH RECURSIVE numbers(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM numbers WHERE n < 99)
  SELECT n, 1795000000000 + n * 1000 AS at,
    CASE n % 5 WHEN 0 THEN 'pending' WHEN 1 THEN 'running' WHEN 2 THEN 'completed' WHEN 3 THEN 'failed' ELSE 'killed' END AS status,
    CASE n / 5 % 5 WHEN 0 THEN 'node' WHEN 1 THEN 'python' WHEN 2 THEN 'go' WHEN 3 THEN 'wasm' ELSE 'oci' END AS runtime,
    -- Two workloads share a source.
    n / 2 + 1 AS source_id, unhex(printf('%064x', n / 2)) AS input_hash
  FROM numbers;

-- A ULID: the time in ten digits of Crockford's base 32, then sixteen of its own.
CREATE TEMP VIEW filling_ids AS
  WITH RECURSIVE digits(n, rest, left, id) AS (
    SELECT n, at, 10, '' FROM filling
    UNION ALL
    SELECT n, rest >> 5, left - 1, substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (rest & 31) + 1, 1) || id FROM digits WHERE left > 0
  )
  SELECT n, id || printf('%016d', n) AS id FROM digits WHERE left = 0;

INSERT INTO workload_sources (id, input_hash, code, image, input, bytes)
SELECT DISTINCT source_id, input_hash, 'console.log(' || (n / 2) || ')', NULL, '{"answer":42}', 32 FROM filling;

INSERT INTO workloads (id, name, status, cause, runtime, requested_isolation, isolation, node_id, hold, source_id, input_hash, cpu_limit,
  memory_limit_mb, timeout_seconds, labels, retry_of, created_by_kind, created_by_id, created_by_name, idempotency_key,
  request_hash, created_at, started_at, finished_at, duration_ms, exit_code, kill_requested_at, leased_by, lease_token_hash,
  lease_until, last_heartbeat_at, claim_id, report_hash, log_bytes, logs_truncated, revision, change_revision, change_kind,
  change_actor, change_reason, change_at, error_line, error, output_info, output)
SELECT id, iif(n % 3 = 0, NULL, 'workload ' || n), status,
  CASE status WHEN 'failed' THEN 'exit' WHEN 'killed' THEN 'operator' END,
  runtime, 'auto', iif(status = 'pending', 'auto', 'sandbox'), iif(status = 'pending', NULL, 'runner-1'), 0, source_id, input_hash,
  iif(n % 2, 1.5, NULL), iif(n % 2, 128, NULL), iif(n % 2, 0.5, NULL), '{"team":"a"}', NULL,
  'user', 'u1', 'Ada', iif(n % 4 = 0, 'key ' || n, NULL), iif(n % 4 = 0, printf('%064x', n), NULL),
  at,
  iif(status = 'pending', NULL, at + 100),
  iif(status IN ('pending', 'running'), NULL, at + 600),
  iif(status IN ('pending', 'running'), NULL, 500),
  CASE status WHEN 'completed' THEN 0 WHEN 'failed' THEN 1 END, NULL,
  iif(status = 'running', 'runner-1', NULL), iif(status = 'running', printf('%064x', n), NULL),
  iif(status = 'running', at + 30000, NULL), iif(status = 'running', at + 100, NULL),
  iif(status = 'pending', NULL, 'claim ' || n), iif(status IN ('completed', 'failed'), printf('%064x', n), NULL),
  11, 0, 1 + (status <> 'pending'), 1 + (status <> 'pending'), iif(status = 'pending', 'created', 'transitioned'),
  '{"kind":"user","id":"u1","name":"Ada"}', NULL, at,
  iif(status = 'failed', 'boom', NULL), iif(status = 'failed', 'boom' || char(10) || 'at line 1', NULL),
  iif(status = 'completed', '{"contentType":"text/plain","encoding":"utf8","bytes":3,"truncated":false}', NULL),
  iif(status = 'completed', x'6f6b0a', NULL)
FROM filling JOIN filling_ids USING (n);

INSERT INTO workload_labels (key, value, workload_id) SELECT 'team', 'a', id FROM filling_ids;

INSERT INTO workload_events (workload_id, kind, from_status, to_status, actor, reason, changes, at)
SELECT id, 'created', NULL, 'pending', '{"kind":"user","id":"u1","name":"Ada"}', NULL, '{}', at
FROM filling JOIN filling_ids USING (n);

INSERT INTO workload_counters (status, cause, isolation, runtime, count, duration_count, duration_sum)
SELECT status, ifnull(cause, ''), isolation, runtime, count(*), count(duration_ms), ifnull(sum(duration_ms), 0)
FROM workloads GROUP BY 1, 2, 3, 4;

INSERT INTO workload_activity (span_minutes, start_at, isolation, runtime, created, completed, failed, killed,
  duration_count, duration_sum)
SELECT 1, created_at - created_at % 60000, isolation, runtime, count(*), 0, 0, 0, 0, 0 FROM workloads GROUP BY 2, 3, 4;

INSERT INTO duration_histogram (span_hours, start_at, isolation, runtime, bucket, count)
SELECT 0, 0, isolation, runtime, 143, count(*) FROM workloads WHERE status = 'completed' GROUP BY 3, 4;

INSERT INTO log_lines (workload_id, seq, stream, at, line)
SELECT filling_ids.id, line.value, iif(line.value, 'stderr', 'stdout'), at, 'line ' || line.value
FROM filling JOIN filling_ids USING (n), json_each('[0,1]') AS line;

INSERT INTO log_removals (workload_id) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV');

INSERT INTO audit_entries (at, actor, action, target, details)
VALUES (1795000000000, '{"kind":"user","id":"u1","name":"Ada"}', 'key.create', 'k1', '{"role":"viewer"}');

INSERT INTO runners (id, boot_id, name, version, labels, capacity, capabilities, registered_at, last_heartbeat_at)
VALUES ('runner-1', 'boot-1', 'embedded', '0.1.0', '{}', 4, '{"sandbox":true}', 1795000000000, 1795000099000);

DROP VIEW filling_ids;
DROP VIEW filling;
