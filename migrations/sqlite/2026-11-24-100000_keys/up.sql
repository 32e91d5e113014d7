-- The keys by which editors and other systems write. Of a secret only its SHA-256 is kept: it is drawn
-- from 2^260, so that nobody can try them all, and needs no slow hash. `id` is the part of the secret by
-- which it is found; another one takes its place when a key is rotated. `series` is a JSON list of ids,
-- empty where the key is good for all.
CREATE TABLE api_key (
    name    TEXT NOT NULL PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    hash    BLOB NOT NULL,
    scope   TEXT NOT NULL,
    series  TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    revoked INTEGER
) STRICT, WITHOUT ROWID;
