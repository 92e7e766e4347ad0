-- purpose: whether availability groups support distributed transactions for each database; the
--   column is of SQL Server 2016, before which BizTalk does not support availability groups
-- database: master
-- columns: sees_all (1: no row is hidden), group_name, dtc_support
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2016+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-availability-groups-transact-sql
SELECT proof.sees_all, g.name AS group_name, g.dtc_support
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN sys.availability_groups AS g ON 1 = 1
ORDER BY g.name
