-- purpose: when each kind of thing in the group was last changed, as its table notes it
-- database: {database}
-- columns: kind, name, modified
-- permission: GRANT SELECT ON dbo.adm_Group TO {login};
--   GRANT SELECT ON dbo.adm_Server TO {login};
--   GRANT SELECT ON dbo.adm_MessageBox TO {login};
--   GRANT SELECT ON dbo.adm_HostInstance TO {login};
--   GRANT SELECT ON dbo.adm_ReceiveLocation TO {login};
--   GRANT SELECT ON dbo.bts_application TO {login};
--   GRANT SELECT ON dbo.bts_assembly TO {login};
--   GRANT SELECT ON dbo.bts_sendport TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/databases-in-biztalk-server
SELECT 'group' AS kind, g.Name AS name, g.DateModified AS modified
FROM dbo.adm_Group AS g
UNION ALL
SELECT 'server', s.Name, s.DateModified
FROM dbo.adm_Server AS s
UNION ALL
SELECT 'message box', m.DBName, m.DateModified
FROM dbo.adm_MessageBox AS m
UNION ALL
SELECT 'host instance', NULL, MAX(h.DateModified)
FROM dbo.adm_HostInstance AS h
UNION ALL
SELECT 'receive location', NULL, MAX(r.DateModified)
FROM dbo.adm_ReceiveLocation AS r
UNION ALL
SELECT 'application', NULL, MAX(a.DateModified)
FROM dbo.bts_application AS a
UNION ALL
SELECT 'assembly', NULL, MAX(b.dtDateModified)
FROM dbo.bts_assembly AS b
UNION ALL
SELECT 'send port', NULL, MAX(p.DateModified)
FROM dbo.bts_sendport AS p
