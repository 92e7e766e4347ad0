-- purpose: the LSNs, forks, flags and makers of the backups of the last days, one row a device: they
--   prove the log chain, or name what broke it
-- database: msdb
-- columns: backup_set_id, database_name, server_name (who made it), type, device, device_type, software_name,
--   user_name, backup_start_date, backup_finish_date, database_creation_date (server local time), time_zone
--   (quarter hours, 127: unknown), first_lsn, last_lsn (as text: 25 digits), first_recovery_fork_guid,
--   last_recovery_fork_guid, recovery_model, is_copy_only, is_snapshot, is_damaged, has_bulk_logged_data,
--   begins_log_chain, size_bytes, compressed_bytes
-- permission: GRANT SELECT ON dbo.backupset TO {login}; GRANT SELECT ON dbo.backupmediafamily TO {login};
--   GRANT SELECT ON dbo.backupmediaset TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/backupset-transact-sql
SELECT
    b.backup_set_id,
    b.database_name,
    b.server_name,
    b.type,
    f.physical_device_name AS device,
    f.device_type,
    m.software_name,
    b.user_name,
    b.backup_start_date,
    b.backup_finish_date,
    b.database_creation_date,
    b.time_zone,
    CAST(b.first_lsn AS varchar(25)) AS first_lsn,
    CAST(b.last_lsn AS varchar(25)) AS last_lsn,
    b.first_recovery_fork_guid,
    b.last_recovery_fork_guid,
    b.recovery_model,
    b.is_copy_only,
    b.is_snapshot,
    b.is_damaged,
    b.has_bulk_logged_data,
    b.begins_log_chain,
    CAST(b.backup_size AS bigint) AS size_bytes,
    CAST(b.compressed_backup_size AS bigint) AS compressed_bytes
FROM msdb.dbo.backupset AS b
INNER JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = b.media_set_id
LEFT JOIN msdb.dbo.backupmediaset AS m ON m.media_set_id = b.media_set_id
WHERE
    f.mirror = 0
    AND b.backup_finish_date >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
ORDER BY b.backup_set_id, f.family_sequence_number
