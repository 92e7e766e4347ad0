-- purpose: which databases are copies of one another, told by what a restore does not change
-- database: master
-- columns: sees_all (1: no row is hidden), name, family_guid
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-database-recovery-status-transact-sql
SELECT proof.sees_all, d.name, s.family_guid
FROM (
    SELECT
        CASE
            WHEN
                HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') = 1
                AND HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') = 1
                THEN 1
            ELSE 0
        END AS sees_all
) AS proof
LEFT JOIN sys.databases AS d ON 1 = 1
LEFT JOIN sys.database_recovery_status AS s ON s.database_id = d.database_id
ORDER BY d.name
