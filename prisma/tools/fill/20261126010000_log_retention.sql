-- Rows as a file of this version may hold them, in every table that this version brings.

INSERT INTO removed_log_lines (workload_id, lines, before) SELECT id, 3, 1795000000000 FROM workloads LIMIT 1;
