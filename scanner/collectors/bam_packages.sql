-- purpose: how many Integration Services packages of BAM msdb holds; no package is read
-- database: msdb
-- columns: Packages
-- permission: GRANT SELECT ON dbo.sysssispackages (name) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/sysssispackages-transact-sql
SELECT COUNT(p.name) AS Packages
FROM msdb.dbo.sysssispackages AS p
WHERE p.name LIKE N'BAM[_]AN[_]%' OR p.name LIKE N'BAM[_]DM[_]%'
