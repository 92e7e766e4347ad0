-- purpose: what was restored on this instance in the last days, and from which backup
-- database: msdb
-- columns: destination_database_name, restore_date (server local time), restore_type, user_name, server_name and
--   database_name of the backup, size_bytes, stop_at_mark_name
-- permission: GRANT SELECT ON dbo.restorehistory TO {login}; GRANT SELECT ON dbo.backupset TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/restorehistory-transact-sql
SELECT
    r.destination_database_name,
    r.restore_date,
    r.restore_type,
    r.user_name,
    b.server_name,
    b.database_name,
    CAST(b.backup_size AS bigint) AS size_bytes,
    r.stop_at_mark_name
FROM msdb.dbo.restorehistory AS r
LEFT JOIN msdb.dbo.backupset AS b ON b.backup_set_id = r.backup_set_id
WHERE r.restore_date >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
ORDER BY r.restore_history_id
