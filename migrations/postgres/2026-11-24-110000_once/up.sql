-- Requests that are to be done once, and what was answered: whoever sends one again with the same
-- Idempotency-Key is given the same answer. `actor` is the name of the key that asked, `request` a hash of
-- what was asked.
CREATE TABLE once (
    actor    TEXT COLLATE "C" NOT NULL,
    token    TEXT COLLATE "C" NOT NULL,
    request  BYTEA NOT NULL,
    time     BIGINT NOT NULL,
    id       BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    answer   BYTEA NOT NULL,
    PRIMARY KEY (actor, token)
);

CREATE INDEX once_time ON once (time);
