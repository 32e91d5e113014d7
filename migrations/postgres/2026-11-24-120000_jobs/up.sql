-- Imports that are done beside the requests that asked for them. The content stands in a file of the
-- instance that took it, by the name in `spool`; `asked` is what becomes of it, as JSON. `line` and `byte`
-- tell how far it is done, and `report` what was reported of that; they are written with what they tell of.
-- `seen` is when the instance last spoke of it.
CREATE TABLE job (
    id      BIGINT NOT NULL PRIMARY KEY,
    spool   TEXT COLLATE "C" NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    asked   BYTEA NOT NULL,
    bytes   BIGINT NOT NULL,
    state   TEXT COLLATE "C" NOT NULL,
    queued  BIGINT NOT NULL,
    started BIGINT,
    ended   BIGINT,
    seen    BIGINT NOT NULL,
    line    BIGINT NOT NULL,
    byte    BIGINT NOT NULL,
    report  BYTEA NOT NULL,
    detail  TEXT COLLATE "C"
);
