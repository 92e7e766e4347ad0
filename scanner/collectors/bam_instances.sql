-- purpose: how many instances of each activity of BAM are not complete; no instance is read
-- database: {database}
-- columns: sees_all (1: no row is hidden), activity_table, instances (as the catalogue counts them)
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-resolve-incomplete-activity-instances
SELECT proof.sees_all, found.activity_table, found.instances
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN (
    SELECT t.name AS activity_table, SUM(p.rows) AS instances
    FROM sys.tables AS t
    INNER JOIN sys.partitions AS p ON p.object_id = t.object_id AND p.index_id IN (0, 1)
    WHERE t.name LIKE N'bam[_]%[_]Active'
    GROUP BY t.name
) AS found ON 1 = 1
ORDER BY found.activity_table
