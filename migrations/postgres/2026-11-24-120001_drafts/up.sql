-- The key by which drafts are found; those of before get it here. The compact JSON of an article holds these
-- letters nowhere else: inside a text its quotes would be escaped.
INSERT INTO lookup (key, id)
SELECT 'article:status:draft', id FROM entity WHERE position('"status":"draft"'::bytea IN document) > 0;
