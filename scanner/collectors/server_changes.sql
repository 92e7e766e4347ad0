-- purpose: when each job of SQL Server Agent, and each login of the instance, was last created or changed
-- database: msdb
-- columns: sees_all (1: no login is hidden), kind (job, login), name, changed (server local time)
-- permission: GRANT VIEW ANY DEFINITION TO {login}; GRANT SELECT ON dbo.sysjobs TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql
SELECT
    proof.sees_all,
    c.kind,
    c.name,
    c.changed
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN (
    SELECT N'job' AS kind, j.name, j.date_modified AS changed
    FROM dbo.sysjobs AS j
    UNION ALL
    SELECT N'login' AS kind, p.name, p.modify_date AS changed
    FROM sys.server_principals AS p
    WHERE p.type IN ('S', 'U', 'G', 'E', 'X') AND p.name NOT LIKE '##%'
) AS c ON 1 = 1
ORDER BY c.kind, c.name, c.changed
