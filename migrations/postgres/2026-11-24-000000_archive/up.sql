-- The truth, the records derived from it, and the log of what the public saw change.
-- Ids are integers: the resource's code in the top byte, the number below (src/domain/id.rs).
-- Instants are integers of microseconds. JSON is kept as bytes, so that both engines give the same.

-- Counters, epoch, token secret, settings.
CREATE TABLE meta (
    key   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- One row for each article, author, organization, series and disclaimer: its own values; what
-- belongs to another resource is only referred to. The body of an article is kept apart; `body` is
-- when it was set, 0 where there is none.
CREATE TABLE entity (
    id       BIGINT NOT NULL PRIMARY KEY,
    slug     TEXT COLLATE "C",
    revision BIGINT NOT NULL,
    created  BIGINT NOT NULL,
    body     BIGINT NOT NULL,
    document BYTEA NOT NULL
);

-- Which entity refers to which, so that a change reaches every record that shows it.
CREATE TABLE reference (
    to_id   BIGINT NOT NULL,
    from_id BIGINT NOT NULL,
    PRIMARY KEY (to_id, from_id)
);

-- Everything by which an entity is found: identifiers, addresses, slugs, places in a series, names.
CREATE TABLE lookup (
    key TEXT COLLATE "C" NOT NULL,
    id  BIGINT NOT NULL,
    PRIMARY KEY (key, id)
);

-- The paragraphs of an article, a JSON list.
CREATE TABLE body (
    id         BIGINT NOT NULL PRIMARY KEY,
    paragraphs BYTEA NOT NULL
);

-- The public documents. `entry` is what the catalog keeps of one in memory.
CREATE TABLE record (
    id       BIGINT NOT NULL PRIMARY KEY,
    etag     BIGINT NOT NULL,
    modified BIGINT NOT NULL,
    renderer INTEGER NOT NULL,
    entry    BYTEA NOT NULL,
    document BYTEA NOT NULL
);

CREATE INDEX record_renderer ON record (renderer);

-- The gap-free public log.
CREATE TABLE change (
    sequence      BIGINT NOT NULL PRIMARY KEY,
    id            BIGINT NOT NULL,
    kind          TEXT COLLATE "C" NOT NULL,
    time          BIGINT NOT NULL,
    fields        TEXT COLLATE "C" NOT NULL,
    series_before TEXT COLLATE "C" NOT NULL,
    series_after  TEXT COLLATE "C" NOT NULL
);

-- Every write, private. `patch` is a JSON Patch (RFC 6902) that leads back to the
-- revision before.
CREATE TABLE revision (
    id       BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    time     BIGINT NOT NULL,
    actor    TEXT COLLATE "C" NOT NULL,
    message  TEXT COLLATE "C",
    patch    BYTEA,
    PRIMARY KEY (id, number)
);

-- What each source said last, so that importing it again changes only what it changed. A row without
-- fingerprint keeps an id for a thing that was referred to and has not come yet.
CREATE TABLE source (
    name        TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    id          BIGINT NOT NULL,
    fingerprint BIGINT,
    imported    BYTEA NOT NULL,
    PRIMARY KEY (name, key)
);

CREATE INDEX source_id ON source (id);
