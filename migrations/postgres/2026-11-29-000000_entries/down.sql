UPDATE record SET entry = (SELECT bytes FROM entry WHERE entry.id = record.id);

ALTER TABLE record ALTER COLUMN entry DROP DEFAULT;

DROP TABLE entry;
