-- purpose: the account of each host instance of the group
-- database: {database}
-- columns: Name, LoginName
-- permission: GRANT SELECT ON dbo.adm_HostInstance (Name, LoginName) TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/managing-biztalk-hosts-and-host-instances
SELECT
    h.Name,
    h.LoginName
FROM dbo.adm_HostInstance AS h
ORDER BY h.Name
