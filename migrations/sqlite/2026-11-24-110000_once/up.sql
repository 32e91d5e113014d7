-- Requests that are to be done once, and what was answered: whoever sends one again with the same
-- Idempotency-Key is given the same answer. `actor` is the name of the key that asked, `request` a hash of
-- what was asked.
CREATE TABLE once (
    actor    TEXT NOT NULL,
    token    TEXT NOT NULL,
    request  BLOB NOT NULL,
    time     INTEGER NOT NULL,
    id       INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    answer   BLOB NOT NULL,
    PRIMARY KEY (actor, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX once_time ON once (time);
