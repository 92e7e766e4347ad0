-- purpose: the ports whose address is that of a SQL Server database; what follows a question mark is not read
-- database: {database}
-- columns: ports (how many addresses there are), Kind (receive_location, send_port), Name, Address; NULL but for
--   ports where no address is of that kind
-- permission: GRANT SELECT ON dbo.adm_ReceiveLocation (Name, InboundTransportURL) TO {login};
--   GRANT SELECT ON dbo.bts_sendport (nID, nvcName) TO {login};
--   GRANT SELECT ON dbo.bts_sendport_transport (nID, nSendPortID, nvcAddress) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/adapters-and-accelerators/adapter-sql/create-the-sql-server-connection-uri
SELECT
    p.ports,
    a.Kind,
    a.Name,
    a.Address
FROM (
    SELECT
        (SELECT COUNT(r.Name) FROM dbo.adm_ReceiveLocation AS r)
        + (SELECT COUNT(t.nID) FROM dbo.bts_sendport_transport AS t) AS ports
) AS p
LEFT OUTER JOIN (
    SELECT
        N'receive_location' AS Kind,
        r.Name,
        LEFT(r.InboundTransportURL, CHARINDEX(CHAR(63), r.InboundTransportURL + CHAR(63)) - 1) AS Address
    FROM dbo.adm_ReceiveLocation AS r
    WHERE UPPER(r.InboundTransportURL) LIKE N'MSSQL://%' OR UPPER(r.InboundTransportURL) LIKE N'SQL://%'
    UNION ALL
    SELECT
        N'send_port' AS Kind,
        s.nvcName AS Name,
        LEFT(t.nvcAddress, CHARINDEX(CHAR(63), t.nvcAddress + CHAR(63)) - 1) AS Address
    FROM dbo.bts_sendport_transport AS t
    INNER JOIN dbo.bts_sendport AS s ON s.nID = t.nSendPortID
    WHERE UPPER(t.nvcAddress) LIKE N'MSSQL://%' OR UPPER(t.nvcAddress) LIKE N'SQL://%'
) AS a ON 1 = 1
ORDER BY a.Kind, a.Name, a.Address
