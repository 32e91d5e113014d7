-- Who is told of changes. `sequence` is the place in the log up to which deliveries were queued, `next` the
-- instant before which nothing is sent, for deliveries wait for one before them that failed; `lease` the one
-- until when somebody is sending, who keeps other processes away so. `kinds` is a JSON list, `filter` a JSON object; `disabled` is a reason.
CREATE TABLE webhook (
    id             BIGINT NOT NULL PRIMARY KEY,
    url            TEXT NOT NULL,
    kinds          TEXT NOT NULL,
    filter         TEXT NOT NULL,
    secret         TEXT NOT NULL,
    previous       TEXT,
    previous_until BIGINT NOT NULL,
    created        BIGINT NOT NULL,
    sequence       BIGINT NOT NULL,
    next           BIGINT NOT NULL,
    lease          BIGINT NOT NULL,
    failing        BIGINT,
    disabled       TEXT
);

-- What is told to whom, and what became of it: it waits while `ended` is null, and was taken where `error`
-- is null then. Nobody tries before `next`.
CREATE TABLE delivery (
    webhook  BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    queued   BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next     BIGINT NOT NULL,
    tried    BIGINT,
    status   BIGINT,
    error    TEXT,
    ended    BIGINT,
    PRIMARY KEY (webhook, sequence)
);

CREATE INDEX delivery_waiting ON delivery (webhook, sequence) WHERE ended IS NULL;
