-- purpose: the marked transactions of the last days with their place in the log of each database
-- database: msdb
-- columns: database_name, mark_name, lsn (as text: 25 digits), mark_time (server local time)
-- permission: GRANT SELECT ON dbo.logmarkhistory TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/logmarkhistory-transact-sql
SELECT
    l.database_name,
    l.mark_name,
    CAST(l.lsn AS varchar(25)) AS lsn,
    l.mark_time
FROM msdb.dbo.logmarkhistory AS l
WHERE l.mark_time >= DATEADD(DAY, 0 - CAST(? AS int), GETDATE())
ORDER BY l.mark_time, l.database_name
