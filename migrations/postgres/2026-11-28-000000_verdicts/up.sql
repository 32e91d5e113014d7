-- What editors said of findings that are none: who looked, when, and at what. A finding is named by a hash of
-- what it is about, so that it comes again when that changes.
CREATE TABLE verdict (
    finding TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    about   BIGINT NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    time    BIGINT NOT NULL
);
