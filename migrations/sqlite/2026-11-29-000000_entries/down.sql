ALTER TABLE record ADD COLUMN entry BLOB NOT NULL DEFAULT x'';

UPDATE record SET entry = (SELECT bytes FROM entry WHERE entry.id = record.id);

DROP TABLE entry;
