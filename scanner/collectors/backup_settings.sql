-- purpose: the two switches of the backup job
-- database: {database}
-- columns: UseCompression, ForceFull
-- permission: GRANT SELECT ON dbo.adm_BackupSettings TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
SELECT s.UseCompression, s.ForceFull
FROM dbo.adm_BackupSettings AS s
