-- purpose: what encrypted the backups of the last days, one row a database and encryptor; the
--   columns are of SQL Server 2014, which was the first to encrypt backups
-- database: msdb
-- columns: sees_all (1: no row is hidden), name, encryptor_type, encryptor_thumbprint
-- permission: GRANT VIEW ANY DATABASE TO {login}; GRANT SELECT ON dbo.backupset TO {login};
-- versions: 2014+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/backupset-transact-sql
SELECT
    proof.sees_all,
    d.name,
    b.encryptor_type,
    b.encryptor_thumbprint
FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS sees_all) AS proof
LEFT JOIN sys.databases AS d ON 1 = 1
LEFT JOIN (
    SELECT DISTINCT s.database_name, s.encryptor_type, s.encryptor_thumbprint
    FROM msdb.dbo.backupset AS s
    WHERE
        s.encryptor_thumbprint IS NOT NULL
        AND s.backup_finish_date >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
) AS b ON b.database_name = d.name
ORDER BY d.name
