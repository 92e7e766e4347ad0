-- purpose: which BizTalk log shipping tables a destination has, and their columns: nobody publishes them
-- database: master
-- columns: sees_all (1: no row is hidden), table_name, column_name
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
SELECT proof.sees_all, found.table_name, found.column_name
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN (
    SELECT t.name AS table_name, c.name AS column_name, c.column_id
    FROM sys.tables AS t
    INNER JOIN sys.columns AS c ON c.object_id = t.object_id
    WHERE UPPER(t.name) LIKE 'BTS[_]LOGSHIPPING%'
) AS found ON 1 = 1
ORDER BY found.table_name, found.column_id
