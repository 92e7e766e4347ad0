-- purpose: which schedules every job has
-- database: msdb
-- columns: job_id, schedule_name, enabled, freq_type, freq_interval, freq_subday_type, freq_subday_interval,
--   freq_recurrence_factor, active_start_date, active_end_date, active_start_time, active_end_time
-- permission: GRANT SELECT ON dbo.sysjobschedules TO {login}; GRANT SELECT ON dbo.sysschedules TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysschedules-transact-sql
SELECT
    l.job_id,
    s.name AS schedule_name,
    s.enabled,
    s.freq_type,
    s.freq_interval,
    s.freq_subday_type,
    s.freq_subday_interval,
    s.freq_recurrence_factor,
    s.active_start_date,
    s.active_end_date,
    s.active_start_time,
    s.active_end_time
FROM msdb.dbo.sysjobschedules AS l
INNER JOIN msdb.dbo.sysschedules AS s ON s.schedule_id = l.schedule_id
ORDER BY l.job_id, s.schedule_id
