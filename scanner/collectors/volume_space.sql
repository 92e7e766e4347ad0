-- purpose: how much room the volumes have that files of databases lie on
-- database: master
-- columns: sees_all (1: no row is hidden), physical_name (NULL where no file is to be seen),
--   volume_mount_point, total_bytes, available_bytes (all three NULL where a file tells no volume)
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT VIEW ANY DEFINITION TO {login}; GRANT VIEW SERVER STATE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-os-volume-stats-transact-sql
SELECT
    proof.sees_all,
    f.physical_name,
    v.volume_mount_point,
    v.total_bytes,
    v.available_bytes
FROM (
    SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE')
        * HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all
) AS proof
LEFT JOIN sys.master_files AS f ON 1 = 1
OUTER APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v
ORDER BY f.database_id, f.file_id
