-- purpose: where every open database of the instance stands in its log chain now
-- database: master
-- columns: sees_all (1: no row is hidden), name, database_guid (NULL: not open), recovery_fork_guid,
--   last_log_backup_lsn (as text: 25 digits; NULL: in no log chain)
-- permission: GRANT VIEW ANY DATABASE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/previous-versions/sql/sql-server-2012/ms178575(v=sql.110)
SELECT
    proof.sees_all,
    d.name,
    r.database_guid,
    r.recovery_fork_guid,
    CAST(r.last_log_backup_lsn AS varchar(25)) AS last_log_backup_lsn
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS sees_all) AS proof
LEFT JOIN sys.databases AS d ON d.state = 0
LEFT JOIN sys.database_recovery_status AS r ON r.database_id = d.database_id
ORDER BY d.name
