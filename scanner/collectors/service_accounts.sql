-- purpose: what the database engine and SQL Server Agent run as; told by their programs, display names are translated
-- database: master
-- columns: program (agent or engine), service_account
-- permission: GRANT VIEW SERVER STATE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-server-services-transact-sql
SELECT
    CASE WHEN UPPER(s.filename) LIKE '%SQLAGENT.EXE%' THEN 'agent' ELSE 'engine' END AS program,
    s.service_account
FROM sys.dm_server_services AS s
WHERE UPPER(s.filename) LIKE '%SQLAGENT.EXE%' OR UPPER(s.filename) LIKE '%SQLSERVR.EXE%'
