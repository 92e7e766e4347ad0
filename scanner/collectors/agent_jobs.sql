-- purpose: every SQL Server Agent job of the instance, without its commands
-- database: msdb
-- columns: job_id, name, enabled, has_server (0: it never runs), start_step_id, date_modified (server local time)
-- permission: GRANT SELECT ON dbo.sysjobs TO {login}; GRANT SELECT ON dbo.sysjobservers TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysjobs-transact-sql
SELECT
    j.job_id,
    j.name,
    j.enabled,
    CASE
        WHEN EXISTS (SELECT 1 FROM msdb.dbo.sysjobservers AS s WHERE s.job_id = j.job_id) THEN 1
        ELSE 0
    END AS has_server,
    j.start_step_id,
    j.date_modified
FROM msdb.dbo.sysjobs AS j
ORDER BY j.name, j.job_id
