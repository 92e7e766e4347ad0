-- purpose: the certificates of master, and whether the private key of each was ever saved to a file
-- database: master
-- columns: sees_all (1: no row is hidden), name, thumbprint, pvt_key_encryption_type (NA: no
--   private key), pvt_key_last_backup_date (zone not documented)
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-certificates-transact-sql
SELECT
    proof.sees_all,
    c.name,
    c.thumbprint,
    c.pvt_key_encryption_type,
    c.pvt_key_last_backup_date
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN sys.certificates AS c ON 1 = 1
ORDER BY c.name
