-- purpose: the logins of the instance, and which of them are direct members of sysadmin
-- database: master
-- columns: sees_all (1: no row is hidden), name, sid, type (S, U, G, E, X), is_disabled, is_sysadmin
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql
SELECT
    proof.sees_all,
    p.name,
    p.sid,
    p.type,
    p.is_disabled,
    CASE
        WHEN p.principal_id IS NULL THEN NULL
        WHEN EXISTS (
            SELECT 1
            FROM sys.server_role_members AS m
            INNER JOIN sys.server_principals AS r ON r.principal_id = m.role_principal_id
            WHERE r.name = 'sysadmin' AND m.member_principal_id = p.principal_id
        ) THEN 1
        ELSE 0
    END AS is_sysadmin
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN sys.server_principals AS p ON p.type IN ('S', 'U', 'G', 'E', 'X')
ORDER BY p.name
