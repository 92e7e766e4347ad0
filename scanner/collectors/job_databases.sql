-- purpose: whether every database is in a log chain and carries what the backup job calls in it; the
--   login needs a user in each database of the backup job to see its objects
-- database: master
-- columns: sees_all (1: no row is hidden), name, sees_objects (1: no object of it is hidden), in_log_chain (NULL: not open),
--   then 1 for each object of the backup job that is there
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
SELECT
    proof.sees_all,
    d.name,
    CASE
        WHEN d.schema_prefix IS NULL THEN 0
        ELSE COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(d.name), 'DATABASE', 'VIEW DEFINITION'), 0)
    END AS sees_objects,
    CASE
        WHEN r.database_guid IS NULL THEN NULL
        WHEN r.last_log_backup_lsn IS NULL THEN 0
        ELSE 1
    END AS in_log_chain,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'sp_BackupBizTalkFull') IS NULL THEN 0 ELSE 1 END AS sp_BackupBizTalkFull,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'sp_BackupBizTalkLog') IS NULL THEN 0 ELSE 1 END AS sp_BackupBizTalkLog,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'sp_SetMark') IS NULL THEN 0 ELSE 1 END AS sp_SetMark,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'sp_SetMarkRemote') IS NULL THEN 0 ELSE 1 END AS sp_SetMarkRemote,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'sp_GetServerName') IS NULL THEN 0 ELSE 1 END AS sp_GetServerName,
    CASE WHEN OBJECT_ID(d.schema_prefix + 'MarkLog') IS NULL THEN 0 ELSE 1 END AS MarkLog
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS sees_all) AS proof
LEFT JOIN (
    SELECT
        a.database_id,
        a.name,
        CASE WHEN HAS_DBACCESS(a.name) = 1 THEN QUOTENAME(a.name) + '.dbo.' END AS schema_prefix
    FROM sys.databases AS a
) AS d ON 1 = 1
LEFT JOIN sys.database_recovery_status AS r ON r.database_id = d.database_id
ORDER BY d.name
