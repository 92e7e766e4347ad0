-- purpose: the credentials with which SQL Server writes backups to a URL, without their secrets
-- database: master
-- columns: sees_all (1: no row is hidden), name (that of the container), credential_identity
-- permission: GRANT VIEW ANY DEFINITION TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-credentials-transact-sql
SELECT proof.sees_all, c.name, c.credential_identity
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_all) AS proof
LEFT JOIN sys.credentials AS c ON 1 = 1
ORDER BY c.name
