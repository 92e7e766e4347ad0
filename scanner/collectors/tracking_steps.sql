-- purpose: the steps that purge or archive the tracking database, found by what they call; the
--   commands of other jobs are not read
-- database: msdb
-- columns: job_id, step_id, subsystem, command, database_name
-- permission: GRANT SELECT ON dbo.sysjobsteps TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-dta-purge-and-archive-job
SELECT s.job_id, s.step_id, s.subsystem, s.command, s.database_name
FROM msdb.dbo.sysjobsteps AS s
WHERE
    UPPER(s.command) LIKE '%DTASP[_]%PURGETRACKINGDATABASE%'
    OR UPPER(s.command) LIKE '%DTASP[_]%ARCHIVETRACKINGDATABASE%'
ORDER BY s.job_id, s.step_id
