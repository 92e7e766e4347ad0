-- purpose: how the newest full backup of each database was made: with checksums, and how far compressed
-- database: msdb
-- columns: database_name, has_backup_checksums, size_bytes, compressed_bytes (as large where not compressed)
-- permission: GRANT SELECT ON dbo.backupset TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/backupset-transact-sql
SELECT b.database_name, b.has_backup_checksums, b.size_bytes, b.compressed_bytes
FROM (
    SELECT
        s.database_name,
        s.has_backup_checksums,
        CAST(s.backup_size AS bigint) AS size_bytes,
        CAST(s.compressed_backup_size AS bigint) AS compressed_bytes,
        ROW_NUMBER() OVER (PARTITION BY s.database_name ORDER BY s.backup_set_id DESC) AS newest
    FROM msdb.dbo.backupset AS s
    WHERE
        s.type = 'D'
        AND s.is_copy_only = 0
        AND s.backup_finish_date >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
) AS b
WHERE b.newest = 1
ORDER BY b.database_name
