-- purpose: whether SQL Server Agent of this instance runs; told by its program, display names are translated
-- database: master
-- columns: startup_type, status (4: running), service_account, is_clustered (Y or N)
-- permission: GRANT VIEW SERVER STATE TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-server-services-transact-sql
SELECT s.startup_type, s.status, s.service_account, s.is_clustered
FROM sys.dm_server_services AS s
WHERE UPPER(s.filename) LIKE '%SQLAGENT.EXE%'
