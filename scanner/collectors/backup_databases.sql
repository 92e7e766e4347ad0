-- purpose: the databases that the backup job must back up
-- database: {database}
-- columns: ServerName, DatabaseName
-- permission: GRANT SELECT ON dbo.admv_BackupDatabases TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
SELECT d.ServerName, d.DatabaseName
FROM dbo.admv_BackupDatabases AS d
ORDER BY d.ServerName, d.DatabaseName
