-- purpose: where the master secret is kept; credential tables are never read
-- database: {database}
-- columns: gi_SecretServer (----- before configuration), gi_SSOAdminGroup
-- permission: GRANT SELECT ON dbo.SSOX_GlobalInfo TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/master-secret-server
SELECT i.gi_SecretServer, i.gi_SSOAdminGroup
FROM dbo.SSOX_GlobalInfo AS i
