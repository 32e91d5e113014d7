-- Who is told of changes. `sequence` is the place in the log up to which deliveries were queued, `next` the
-- instant before which nothing is sent, for deliveries wait for one before them that failed; `lease` the one
-- until when somebody is sending, who keeps other processes away so. `kinds` is a JSON list, `filter` a JSON object; `disabled` is a reason.
CREATE TABLE webhook (
    id             INTEGER NOT NULL PRIMARY KEY,
    url            TEXT NOT NULL,
    kinds          TEXT NOT NULL,
    filter         TEXT NOT NULL,
    secret         TEXT NOT NULL,
    previous       TEXT,
    previous_until INTEGER NOT NULL,
    created        INTEGER NOT NULL,
    sequence       INTEGER NOT NULL,
    next           INTEGER NOT NULL,
    lease          INTEGER NOT NULL,
    failing        INTEGER,
    disabled       TEXT
) STRICT;

-- What is told to whom, and what became of it: it waits while `ended` is null, and was taken where `error`
-- is null then. Nobody tries before `next`.
CREATE TABLE delivery (
    webhook  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    queued   INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next     INTEGER NOT NULL,
    tried    INTEGER,
    status   INTEGER,
    error    TEXT,
    ended    INTEGER,
    PRIMARY KEY (webhook, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_waiting ON delivery (webhook, sequence) WHERE ended IS NULL;
