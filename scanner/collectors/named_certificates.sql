-- purpose: which certificates the configuration of the group names, by thumbprint, and where; the group itself always
-- database: {database}
-- columns: Kind (group, host, as2, party, receive_location, send_port), Name, Subject, Thumbprint (empty where none is named)
-- permission: GRANT SELECT ON dbo.adm_Group (Name, SignCertName, SignCertThumbprint) TO {login};
--   GRANT SELECT ON dbo.adm_Host (Name, DecryptCertName, DecryptCertThumbprint) TO {login};
--   GRANT SELECT ON tpm.AS2ProtocolSettings (SettingsId, CertificateName, CertificateThumbprint) TO {login};
--   GRANT SELECT ON dbo.adm_ReceiveLocation (Name, EncryptionCert, EncryptionCertThumbPrint) TO {login};
--   GRANT SELECT ON dbo.bts_sendport (nvcName, nvcEncryptionCertHash) TO {login};
--   GRANT SELECT ON dbo.bts_party (nvcName, nvcSignatureCert, nvcSignatureCertHash) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/certificates-that-biztalk-server-uses-for-signed-messages
SELECT N'group' AS Kind, g.Name AS Name, g.SignCertName AS Subject, g.SignCertThumbprint AS Thumbprint
FROM dbo.adm_Group AS g
UNION ALL
SELECT N'host', h.Name, h.DecryptCertName, h.DecryptCertThumbprint
FROM dbo.adm_Host AS h
WHERE h.DecryptCertThumbprint <> N''
UNION ALL
SELECT N'as2', CAST(s.SettingsId AS nvarchar(12)), CAST(s.CertificateName AS nvarchar(256)), s.CertificateThumbprint
FROM tpm.AS2ProtocolSettings AS s
WHERE s.CertificateThumbprint <> N''
UNION ALL
SELECT N'receive_location', r.Name, r.EncryptionCert, r.EncryptionCertThumbPrint
FROM dbo.adm_ReceiveLocation AS r
WHERE r.EncryptionCertThumbPrint <> N''
UNION ALL
SELECT N'send_port', p.nvcName, NULL, p.nvcEncryptionCertHash
FROM dbo.bts_sendport AS p
WHERE p.nvcEncryptionCertHash <> N''
UNION ALL
SELECT N'party', y.nvcName, CAST(y.nvcSignatureCert AS nvarchar(256)), y.nvcSignatureCertHash
FROM dbo.bts_party AS y
WHERE y.nvcSignatureCertHash <> N''
ORDER BY Kind, Name
