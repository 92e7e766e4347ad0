-- purpose: the computers that run BizTalk Server in this group
-- database: {database}
-- columns: Name
-- permission: GRANT SELECT ON dbo.adm_Server TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/databases-in-biztalk-server
SELECT s.Name
FROM dbo.adm_Server AS s
ORDER BY s.Name
