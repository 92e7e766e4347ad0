-- purpose: the options that log shipping of BizTalk needs on a destination
-- database: master
-- columns: name (never translated), in_use (0 or 1)
-- permission: none beyond CONNECT SQL
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-configurations-transact-sql
SELECT c.name, CAST(c.value_in_use AS int) AS in_use
FROM sys.configurations AS c
WHERE c.name = 'Ad Hoc Distributed Queries'
