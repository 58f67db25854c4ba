-- Rows as a file of this version may hold them, in every table that this version brings.

INSERT INTO auth_users (id, name, email, email_verified, image, role, disabled, created_at, updated_at) VALUES
  ('u1', 'Ada', 'ada@example.com', 0, NULL, 'admin', 0, 1795000000000, 1795000000000),
  ('u2', 'Vera', 'vera@example.com', 0, NULL, 'viewer', 1, 1795000001000, 1795000002000);

INSERT INTO auth_sessions (id, token, user_id, expires_at, ip_address, user_agent, created_at, updated_at) VALUES
  ('s1', 'a token', 'u1', 1795600000000, '127.0.0.1', NULL, 1795000000000, 1795000000000);

INSERT INTO auth_accounts (id, account_id, provider_id, user_id, password, created_at, updated_at) VALUES
  ('a1', 'u1', 'credential', 'u1', 'salt:hash', 1795000000000, 1795000000000),
  ('a2', 'u2', 'credential', 'u2', 'salt:hash', 1795000001000, 1795000001000);

INSERT INTO auth_verifications (id, identifier, value, expires_at, created_at, updated_at) VALUES
  ('v1', 'something', 'to verify', 1795600000000, 1795000000000, 1795000000000);

INSERT INTO api_keys (id, name, role, key_hash, start, created_by, created_at, expires_at, last_used_at, revoked_at) VALUES
  ('k1', 'billing', 'operator', printf('%064x', 1), 'isk_abcd', '{"kind":"user","id":"u1","name":"Ada"}', 1795000000000, NULL, 1795000060000, NULL),
  ('k2', 'old', 'admin', printf('%064x', 2), 'isk_efgh', '{"kind":"system","id":"isola","name":"Isola"}', 1795000000000, 1795600000000, NULL, 1795000060000);
