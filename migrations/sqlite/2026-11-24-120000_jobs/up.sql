-- Imports that are done beside the requests that asked for them. The content stands in a file of the
-- instance that took it, by the name in `spool`; `asked` is what becomes of it, as JSON. `line` and `byte`
-- tell how far it is done, and `report` what was reported of that; they are written with what they tell of.
-- `seen` is when the instance last spoke of it.
CREATE TABLE job (
    id      INTEGER NOT NULL PRIMARY KEY,
    spool   TEXT NOT NULL,
    actor   TEXT NOT NULL,
    asked   BLOB NOT NULL,
    bytes   INTEGER NOT NULL,
    state   TEXT NOT NULL,
    queued  INTEGER NOT NULL,
    started INTEGER,
    ended   INTEGER,
    seen    INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    byte    INTEGER NOT NULL,
    report  BLOB NOT NULL,
    detail  TEXT
) STRICT;
