-- purpose: where every database keeps its files, and how large they are
-- database: master
-- columns: sees_all (1: no row is hidden), database_name, type (1: log), logical_name, physical_name,
--   size_bytes
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-master-files-transact-sql
SELECT
    proof.sees_all,
    d.name AS database_name,
    f.type,
    f.name AS logical_name,
    f.physical_name,
    CAST(f.size AS bigint) * 8192 AS size_bytes
FROM (
    SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE')
        * HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all
) AS proof
LEFT JOIN sys.master_files AS f ON 1 = 1
LEFT JOIN sys.databases AS d ON d.database_id = f.database_id
ORDER BY d.name, f.file_id
