DELETE FROM lookup WHERE key = 'article:status:draft';
