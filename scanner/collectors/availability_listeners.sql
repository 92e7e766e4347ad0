-- purpose: the names by which clients find the primary replicas of availability groups
-- database: master
-- columns: sees_all (1: no row is hidden), group_name, dns_name
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-availability-group-listeners-transact-sql
SELECT proof.sees_all, found.group_name, found.dns_name
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN (
    SELECT g.name AS group_name, l.dns_name
    FROM sys.availability_group_listeners AS l
    INNER JOIN sys.availability_groups AS g ON g.group_id = l.group_id
) AS found ON 1 = 1
ORDER BY found.group_name, found.dns_name
