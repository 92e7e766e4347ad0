-- purpose: the adapters of the group, the hosts that have a handler for each, and the servers with an instance of these
--   hosts; no configuration of an adapter
-- database: {database}
-- columns: Adapter, Host, Server (both NULL for an adapter that no server runs), Ports (receive locations and send
--   ports of the handlers of that host)
-- permission: GRANT SELECT ON dbo.adm_Adapter (Id, Name) TO {login};
--   GRANT SELECT ON dbo.adm_ReceiveHandler (Id, AdapterId, HostId) TO {login};
--   GRANT SELECT ON dbo.adm_SendHandler (Id, AdapterId, HostId) TO {login};
--   GRANT SELECT ON dbo.adm_ReceiveLocation (Id, ReceiveHandlerId) TO {login};
--   GRANT SELECT ON dbo.bts_sendport_transport (nID, nSendHandlerID) TO {login};
--   GRANT SELECT ON dbo.adm_Host (Id, Name) TO {login};
--   GRANT SELECT ON dbo.adm_Server2HostMapping (Id, HostId, ServerId) TO {login};
--   GRANT SELECT ON dbo.adm_HostInstance (Id, Svr2HostMappingId) TO {login};
--   GRANT SELECT ON dbo.adm_Server (Id, Name) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/adapters-in-biztalk-server
SELECT
    a.Name AS Adapter,
    r.Host,
    r.Server,
    COALESCE(r.Ports, 0) AS Ports
FROM dbo.adm_Adapter AS a
LEFT OUTER JOIN (
    SELECT h.AdapterId, o.Name AS Host, s.Name AS Server, SUM(h.Ports) AS Ports
    FROM (
        SELECT
            rh.AdapterId,
            rh.HostId,
            (SELECT COUNT(l.Id) FROM dbo.adm_ReceiveLocation AS l WHERE l.ReceiveHandlerId = rh.Id) AS Ports
        FROM dbo.adm_ReceiveHandler AS rh
        UNION ALL
        SELECT
            sh.AdapterId,
            sh.HostId,
            (SELECT COUNT(t.nID) FROM dbo.bts_sendport_transport AS t WHERE t.nSendHandlerID = sh.Id) AS Ports
        FROM dbo.adm_SendHandler AS sh
    ) AS h
    INNER JOIN dbo.adm_Host AS o ON o.Id = h.HostId
    INNER JOIN dbo.adm_Server2HostMapping AS m ON m.HostId = o.Id
    INNER JOIN dbo.adm_HostInstance AS i ON i.Svr2HostMappingId = m.Id
    INNER JOIN dbo.adm_Server AS s ON s.Id = m.ServerId
    GROUP BY h.AdapterId, o.Name, s.Name
) AS r ON r.AdapterId = a.Id
ORDER BY a.Name, r.Host, r.Server
