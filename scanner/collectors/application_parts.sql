-- purpose: the applications, each with its ports, orchestrations, assemblies and resources; no
--   content of them
-- database: {database}
-- columns: Application, IsSystem, Kind, Name, Modified (as stored; none of what merely starting or
--   enabling it may change); one row without Kind for an application that holds nothing
-- permission: GRANT SELECT ON dbo.bts_application TO {login}; GRANT SELECT ON dbo.bts_receiveport TO {login};
--   GRANT SELECT ON dbo.bts_sendport TO {login}; GRANT SELECT ON dbo.bts_sendportgroup TO {login};
--   GRANT SELECT ON dbo.bts_assembly TO {login};
--   GRANT SELECT ON dbo.adm_ReceiveLocation TO {login};
--   GRANT SELECT ON dbo.bts_orchestration TO {login};
--   GRANT SELECT ON dbo.adpl_sat (applicationId, luid) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/backing-up-biztalk-server-applications
SELECT
    a.nvcName AS Application,
    a.isSystem AS IsSystem,
    p.Kind,
    p.Name,
    p.Modified
FROM dbo.bts_application AS a
LEFT OUTER JOIN (
    SELECT r.nApplicationID AS Id, N'receive_port' AS Kind, r.nvcName AS Name, r.DateModified AS Modified
    FROM dbo.bts_receiveport AS r
    UNION ALL
    SELECT s.nApplicationID AS Id, N'send_port' AS Kind, s.nvcName AS Name, s.DateModified AS Modified
    FROM dbo.bts_sendport AS s
    UNION ALL
    SELECT g.nApplicationID AS Id, N'send_port_group' AS Kind, g.nvcName AS Name, g.DateModified AS Modified
    FROM dbo.bts_sendportgroup AS g
    UNION ALL
    SELECT b.nApplicationID AS Id, N'assembly' AS Kind, b.nvcFullName AS Name, b.dtDateModified AS Modified
    FROM dbo.bts_assembly AS b
    UNION ALL
    SELECT rl.nApplicationID AS Id, N'receive_location' AS Kind, l.Name AS Name, CAST(NULL AS datetime) AS Modified
    FROM dbo.adm_ReceiveLocation AS l
    INNER JOIN dbo.bts_receiveport AS rl ON rl.nID = l.ReceivePortId
    UNION ALL
    SELECT
        ob.nApplicationID AS Id,
        N'orchestration' AS Kind,
        COALESCE(o.nvcFullName, o.nvcName) + N', ' + ob.nvcName + N', Version=' + ob.nvcVersion AS Name,
        CAST(NULL AS datetime) AS Modified
    FROM dbo.bts_orchestration AS o
    INNER JOIN dbo.bts_assembly AS ob ON ob.nID = o.nAssemblyID
    UNION ALL
    SELECT t.applicationId AS Id, N'resource' AS Kind, t.luid AS Name, CAST(NULL AS datetime) AS Modified
    FROM dbo.adpl_sat AS t
) AS p ON p.Id = a.nID
ORDER BY a.nvcName, p.Kind, p.Name
