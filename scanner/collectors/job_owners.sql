-- purpose: who owns each job of SQL Server Agent
-- database: msdb
-- columns: job_id, owner_sid, owner_name (NULL: neither SQL Server nor Windows knows the owner)
-- permission: GRANT SELECT ON dbo.sysjobs TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysjobs-transact-sql
SELECT
    j.job_id,
    j.owner_sid,
    SUSER_SNAME(j.owner_sid) AS owner_name
FROM msdb.dbo.sysjobs AS j
ORDER BY j.job_id
