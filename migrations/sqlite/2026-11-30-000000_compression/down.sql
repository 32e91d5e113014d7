-- Documents are kept as they are: only PostgreSQL compresses them. Both engines have the same versions of the schema.
SELECT 1;
