-- Rows as a file of this version may hold them: errors whose first line this version took for another, and outputs that are
-- empty, span pages, are cut, or stand on a workload that still runs.

UPDATE workloads SET error = text, error_line = substr(text, 1, min(500, instr(text || char(10), char(10)) - 1))
FROM (SELECT id AS failed_id, CASE rowid / 5
  WHEN 0 THEN 'disk' || char(0) || ' is full' || char(10) || 'at line 1'
  WHEN 1 THEN char(0)
  WHEN 2 THEN char(10) || char(13, 10) || 'after empty lines' || char(13) || 'the rest'
  WHEN 3 THEN char(13, 10, 10)
  WHEN 4 THEN ''
  WHEN 5 THEN replace(hex(zeroblob(300)), '00', char(0) || 'é') || char(10) || 'end'
  WHEN 6 THEN replace(hex(zeroblob(501)), '00', '😀')
  WHEN 7 THEN replace(hex(zeroblob(499)), '00', 'é')
  WHEN 8 THEN replace(hex(zeroblob(32768)), '00', 'xy')
  WHEN 9 THEN replace(hex(zeroblob(500)), '00', 'x') || char(13, 10) || 'end'
  ELSE 'Error: ' || rowid || char(13, 10) || '    at main'
END AS text FROM workloads WHERE status = 'failed') WHERE id = failed_id;

UPDATE workloads SET output = zeroblob(rowid * 5000), output_info = json_object('bytes', rowid * 5000, 'truncated', json('false'))
WHERE status = 'completed' AND rowid % 2;
UPDATE workloads SET output = x'', output_info = '{"bytes":9,"truncated":true}' WHERE status = 'running' AND rowid < 20;
