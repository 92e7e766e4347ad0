-- purpose: the steps of BizTalk backup jobs, found by what a step calls, and of log shipping jobs;
--   the commands of other jobs are not read
-- database: msdb
-- columns: job_id, step_id, step_name, subsystem, command, database_name, on_success_action, on_fail_action
-- permission: GRANT SELECT ON dbo.sysjobs TO {login}; GRANT SELECT ON dbo.sysjobsteps TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysjobsteps-transact-sql
SELECT
    s.job_id,
    s.step_id,
    s.step_name,
    s.subsystem,
    s.command,
    s.database_name,
    s.on_success_action,
    s.on_fail_action
FROM msdb.dbo.sysjobsteps AS s
INNER JOIN msdb.dbo.sysjobs AS j ON j.job_id = s.job_id
WHERE (
    UPPER(j.name) LIKE 'BTS%LOG%SHIPPING%'
    OR EXISTS (
        SELECT 1
        FROM msdb.dbo.sysjobsteps AS m
        WHERE
            m.job_id = j.job_id
            AND (
                UPPER(m.command) LIKE '%SP[_]BACKUPALLFULL%'
                OR UPPER(m.command) LIKE '%SP[_]MARKALL%'
            )
    )
)
ORDER BY s.job_id, s.step_id
