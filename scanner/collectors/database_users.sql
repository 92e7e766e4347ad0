-- purpose: the users of a job database, and which of them are direct members of BTS_BACKUP_USERS
-- database: {database}
-- columns: sees_all (1: no row is hidden), database_name, name, sid, type (S, U, G, E, X), is_backup_user
-- permission: GRANT VIEW DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-database-principals-transact-sql
SELECT
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') AS sees_all,
    DB_NAME() AS database_name,
    p.name,
    p.sid,
    p.type,
    CASE
        WHEN EXISTS (
            SELECT 1
            FROM sys.database_role_members AS m
            INNER JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
            WHERE r.name = 'BTS_BACKUP_USERS' AND m.member_principal_id = p.principal_id
        ) THEN 1
        ELSE 0
    END AS is_backup_user
FROM sys.database_principals AS p
WHERE p.type IN ('S', 'U', 'G', 'E', 'X')
ORDER BY p.name
