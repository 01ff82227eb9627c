CREATE TABLE users (id text PRIMARY KEY, is_active boolean NOT NULL DEFAULT true);
CREATE TABLE api_keys (id text PRIMARY KEY, user_id text REFERENCES users, secret_hash text, revoked_at timestamptz);
CREATE TABLE refresh_tokens (token_hash text PRIMARY KEY, user_id text REFERENCES users, revoked_at timestamptz);
CREATE TABLE audit_logs (user_id text, action text, created_at timestamptz DEFAULT now());
CREATE TABLE request_logs (api_key_id text, path text, created_at timestamptz DEFAULT now());
INSERT INTO users VALUES ('mallory', true), ('alice', true), ('bob', false);
INSERT INTO api_keys VALUES
  ('key-mallory', 'mallory', 'aa', NULL), ('key-alice', 'alice', 'bb', NULL), ('key-bob', 'bob', 'cc', '2026-01-02 03:04:05Z');
INSERT INTO refresh_tokens VALUES
  ('t1', 'mallory', NULL), ('t2', 'mallory', NULL), ('t3', 'mallory', '2026-01-02 03:04:05Z'), ('t4', 'alice', NULL);
INSERT INTO audit_logs SELECT 'alice', 'read', now() FROM generate_series(1, 3);
INSERT INTO request_logs SELECT 'key-alice', '/agents', now() FROM generate_series(1, 3);
GRANT SELECT, UPDATE ON users, api_keys, refresh_tokens TO irb;
GRANT SELECT ON audit_logs, request_logs TO irb;
GRANT INSERT ON audit_logs, request_logs TO PUBLIC;
