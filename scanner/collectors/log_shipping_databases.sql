-- purpose: the databases a destination recovers
-- database: master
-- columns: all that bts_LogShippingDatabases has; its columns are not published
-- permission: GRANT SELECT ON dbo.bts_LogShippingDatabases TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
SELECT * FROM dbo.bts_LogShippingDatabases
