-- purpose: the number that the next backup set will take: a hole before it is a failed run
-- database: {database}
-- columns: NextBackupSetId
-- permission: GRANT SELECT ON dbo.adm_BackupSetId TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
SELECT n.NextBackupSetId
FROM dbo.adm_BackupSetId AS n
