-- What editors said of findings that are none: who looked, when, and at what. A finding is named by a hash of
-- what it is about, so that it comes again when that changes.
CREATE TABLE verdict (
    finding TEXT NOT NULL PRIMARY KEY,
    about   INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    time    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
