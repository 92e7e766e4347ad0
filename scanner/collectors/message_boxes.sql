-- purpose: the MessageBox databases of the group
-- database: {database}
-- columns: DBServerName, DBName, IsMasterMsgBox
-- permission: GRANT SELECT ON dbo.adm_MessageBox TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/databases-in-biztalk-server
SELECT m.DBServerName, m.DBName, m.IsMasterMsgBox
FROM dbo.adm_MessageBox AS m
ORDER BY m.DBServerName, m.DBName
