-- purpose: the newest 200 history rows of each BizTalk backup and log shipping job
-- database: msdb
-- columns: job_id, instance_id, step_id (0: the whole job), run_status, run_date, run_time, run_duration
--   (server local time), message
-- permission: GRANT SELECT ON dbo.sysjobs TO {login}; GRANT SELECT ON dbo.sysjobsteps TO {login};
--   GRANT SELECT ON dbo.sysjobhistory TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysjobhistory-transact-sql
SELECT
    r.job_id,
    r.instance_id,
    r.step_id,
    r.run_status,
    r.run_date,
    r.run_time,
    r.run_duration,
    r.message
FROM (
    SELECT
        h.job_id,
        h.instance_id,
        h.step_id,
        h.run_status,
        h.run_date,
        h.run_time,
        h.run_duration,
        h.message,
        ROW_NUMBER() OVER (PARTITION BY h.job_id ORDER BY h.instance_id DESC) AS newest
    FROM msdb.dbo.sysjobhistory AS h
    INNER JOIN msdb.dbo.sysjobs AS j ON j.job_id = h.job_id
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
) AS r
WHERE r.newest <= 200
ORDER BY r.job_id, r.instance_id DESC
