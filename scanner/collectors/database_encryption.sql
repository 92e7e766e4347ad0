-- purpose: which databases have an encryption key of their own (TDE), and what protects that key
-- database: master
-- columns: sees_all (1: no row is hidden), name, encryption_state, encryptor_type, encryptor_thumbprint
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT VIEW SERVER STATE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-database-encryption-keys-transact-sql
SELECT
    proof.sees_all,
    d.name,
    COALESCE(k.encryption_state, 0) AS encryption_state,
    k.encryptor_type,
    k.encryptor_thumbprint
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS sees_all) AS proof
LEFT JOIN sys.databases AS d ON 1 = 1
LEFT JOIN sys.dm_database_encryption_keys AS k ON k.database_id = d.database_id
ORDER BY d.name
