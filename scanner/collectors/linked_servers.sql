-- purpose: the linked servers of the instance that we may see, and whether procedures can be called there
-- database: master
-- columns: name, data_source, is_rpc_out_enabled
-- permission: none beyond CONNECT SQL
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-servers-transact-sql
SELECT s.name, s.data_source, s.is_rpc_out_enabled
FROM sys.servers AS s
WHERE s.is_linked = 1
ORDER BY s.name
