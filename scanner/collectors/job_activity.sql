-- purpose: what runs now: older Agent sessions leave rows that never end
-- database: msdb
-- columns: job_id, start_execution_date, stop_execution_date (server local time)
-- permission: GRANT SELECT ON dbo.sysjobactivity TO {login}; GRANT SELECT ON dbo.syssessions TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysjobactivity-transact-sql
SELECT a.job_id, a.start_execution_date, a.stop_execution_date
FROM msdb.dbo.sysjobactivity AS a
WHERE a.session_id = (SELECT MAX(s.session_id) FROM msdb.dbo.syssessions AS s)
ORDER BY a.job_id
