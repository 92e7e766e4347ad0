-- purpose: every database of the instance, its state and recovery model
-- database: master
-- columns: sees_all (1: no row is hidden), name, state, recovery_model, in_availability_group
-- permission: GRANT VIEW ANY DATABASE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-databases-transact-sql
SELECT
    proof.sees_all,
    d.name,
    d.state,
    d.recovery_model,
    CASE WHEN d.database_id IS NULL THEN NULL WHEN d.replica_id IS NULL THEN 0 ELSE 1 END
        AS in_availability_group
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS sees_all) AS proof
LEFT JOIN sys.databases AS d ON 1 = 1
ORDER BY d.name
