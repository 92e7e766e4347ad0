-- purpose: what msdb recorded of successful backups of the last days, one row a device
-- database: msdb
-- columns: database_name, type, device, backup_start_date, backup_finish_date (server local time),
--   time_zone (quarter hours, 127: unknown), is_copy_only, size_bytes, compressed_bytes
-- permission: GRANT SELECT ON dbo.backupset TO {login}; GRANT SELECT ON dbo.backupmediafamily TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/backupset-transact-sql
SELECT
    b.database_name,
    b.type,
    f.physical_device_name AS device,
    b.backup_start_date,
    b.backup_finish_date,
    b.time_zone,
    b.is_copy_only,
    CAST(b.backup_size AS bigint) AS size_bytes,
    CAST(b.compressed_backup_size AS bigint) AS compressed_bytes
FROM msdb.dbo.backupset AS b
INNER JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = b.media_set_id
WHERE
    f.mirror = 0
    AND b.backup_finish_date >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
ORDER BY b.backup_set_id, f.family_sequence_number
