-- purpose: what the backup job noted of its sets, from the twentieth newest complete full set on;
--   all of it where there are fewer. Read plainly: the procedures of BizTalk take a lock
-- database: {database}
-- columns: BackupSetId, MarkName, DatabaseName, ServerName, BackupFileName, BackupFileLocation, BackupType,
--   BackupDateTime (UTC or server local time), SetComplete
-- permission: GRANT SELECT ON dbo.adm_BackupHistory TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
SELECT
    h.BackupSetId,
    h.MarkName,
    h.DatabaseName,
    h.ServerName,
    h.BackupFileName,
    h.BackupFileLocation,
    h.BackupType,
    h.BackupDateTime,
    h.SetComplete
FROM dbo.adm_BackupHistory AS h
WHERE
    h.BackupSetId >= COALESCE(
        (
            SELECT MIN(f.BackupSetId)
            FROM (
                SELECT c.BackupSetId, ROW_NUMBER() OVER (ORDER BY c.BackupSetId DESC) AS newest
                FROM dbo.adm_BackupHistory AS c
                WHERE c.BackupType = 'db' AND c.SetComplete = 1
                GROUP BY c.BackupSetId
            ) AS f
            WHERE f.newest = 20
        ),
        0
    )
ORDER BY h.BackupSetId, h.ServerName, h.DatabaseName
