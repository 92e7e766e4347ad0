-- purpose: databases of this instance that are in availability groups, with every replica of each
-- database: master
-- columns: sees_all (1: no row is hidden), database_name, group_name, replica_server_name,
--   availability_mode (0: asynchronous, 1: synchronous, 4: configuration only)
-- permission: GRANT VIEW ANY DEFINITION TO {login}; GRANT VIEW ANY DATABASE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-availability-replicas-transact-sql
SELECT
    proof.sees_all,
    found.database_name,
    found.group_name,
    found.replica_server_name,
    found.availability_mode
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
LEFT JOIN (
    SELECT
        d.name AS database_name,
        g.name AS group_name,
        r.replica_server_name,
        r.availability_mode
    FROM sys.databases AS d
    INNER JOIN sys.availability_replicas AS own ON own.replica_id = d.replica_id
    INNER JOIN sys.availability_groups AS g ON g.group_id = own.group_id
    INNER JOIN sys.availability_replicas AS r ON r.group_id = g.group_id
) AS found ON 1 = 1
ORDER BY found.database_name, found.replica_server_name
