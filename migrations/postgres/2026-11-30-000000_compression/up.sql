-- Documents are written and read several times faster with LZ4 than with the compression of old. A server that does
-- not have it keeps that one. What is there already stays as it is until it is written again.
DO $$
BEGIN
    EXECUTE 'ALTER TABLE record ALTER COLUMN document SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE entity ALTER COLUMN document SET COMPRESSION lz4';
    EXECUTE 'ALTER TABLE body ALTER COLUMN paragraphs SET COMPRESSION lz4';
EXCEPTION
    WHEN feature_not_supported OR syntax_error THEN NULL;
END
$$;
