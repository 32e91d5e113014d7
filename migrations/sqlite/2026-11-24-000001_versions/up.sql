-- What records were before: the change of this sequence put other values in the place of these. `before`
-- is a JSON object of the old values of the top-level fields that changed.
CREATE TABLE version (
    id       INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    before   BLOB NOT NULL,
    PRIMARY KEY (id, sequence)
) STRICT, WITHOUT ROWID;
