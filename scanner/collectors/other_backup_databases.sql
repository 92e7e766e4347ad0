-- purpose: databases added to the backup job by registration; SSO is one of them
-- database: {database}
-- columns: DefaultDatabaseName, DatabaseName, ServerName
-- permission: GRANT SELECT ON dbo.adm_OtherBackupDatabases TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
SELECT o.DefaultDatabaseName, o.DatabaseName, o.ServerName
FROM dbo.adm_OtherBackupDatabases AS o
ORDER BY o.ServerName, o.DatabaseName
