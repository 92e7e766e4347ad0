-- purpose: how many parties (trading partners) the group has; nothing of them
-- database: {database}
-- columns: Parties
-- permission: GRANT SELECT ON dbo.bts_party TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/exportparties-command
SELECT COUNT(p.nID) AS Parties
FROM dbo.bts_party AS p
