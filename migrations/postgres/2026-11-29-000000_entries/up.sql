-- What the catalog keeps of each public document in memory, apart from the document: a start reads all entries.
-- `record.entry` is no longer used; it stays for older versions that go on reading beside this one.
CREATE TABLE entry (
    id    BIGINT NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL
);

INSERT INTO entry (id, bytes) SELECT id, entry FROM record ORDER BY id;

ALTER TABLE record ALTER COLUMN entry SET DEFAULT '';
