-- The truth, the records derived from it, and the log of what the public saw change.
-- Ids are integers: the resource's code in the top byte, the number below (src/domain/id.rs).
-- Instants are integers of microseconds. JSON is kept as bytes, so that both engines give the same.

-- Counters, epoch, token secret, settings.
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each article, author, organization, series and disclaimer: its own values; what
-- belongs to another resource is only referred to. The body of an article is kept apart; `body` is
-- when it was set, 0 where there is none.
CREATE TABLE entity (
    id       INTEGER NOT NULL PRIMARY KEY,
    slug     TEXT,
    revision INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    body     INTEGER NOT NULL,
    document BLOB NOT NULL
) STRICT;

-- Which entity refers to which, so that a change reaches every record that shows it.
CREATE TABLE reference (
    to_id   INTEGER NOT NULL,
    from_id INTEGER NOT NULL,
    PRIMARY KEY (to_id, from_id)
) STRICT, WITHOUT ROWID;

-- Everything by which an entity is found: identifiers, addresses, slugs, places in a series, names.
CREATE TABLE lookup (
    key TEXT NOT NULL,
    id  INTEGER NOT NULL,
    PRIMARY KEY (key, id)
) STRICT, WITHOUT ROWID;

-- The paragraphs of an article, a JSON list.
CREATE TABLE body (
    id         INTEGER NOT NULL PRIMARY KEY,
    paragraphs BLOB NOT NULL
) STRICT;

-- The public documents. `entry` is what the catalog keeps of one in memory.
CREATE TABLE record (
    id       INTEGER NOT NULL PRIMARY KEY,
    etag     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    renderer INTEGER NOT NULL,
    entry    BLOB NOT NULL,
    document BLOB NOT NULL
) STRICT;

CREATE INDEX record_renderer ON record (renderer);

-- The gap-free public log.
CREATE TABLE change (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    id            INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    time          INTEGER NOT NULL,
    fields        TEXT NOT NULL,
    series_before TEXT NOT NULL,
    series_after  TEXT NOT NULL
) STRICT;

-- Every write, private. `patch` is a JSON Patch (RFC 6902) that leads back to the
-- revision before.
CREATE TABLE revision (
    id       INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    message  TEXT,
    patch    BLOB,
    PRIMARY KEY (id, number)
) STRICT, WITHOUT ROWID;

-- What each source said last, so that importing it again changes only what it changed. A row without
-- fingerprint keeps an id for a thing that was referred to and has not come yet.
CREATE TABLE source (
    name        TEXT NOT NULL,
    key         TEXT NOT NULL,
    id          INTEGER NOT NULL,
    fingerprint INTEGER,
    imported    BLOB NOT NULL,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_id ON source (id);
