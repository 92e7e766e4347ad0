-- purpose: the last set that a destination restored whole
-- database: master
-- columns: all that bts_LogShippingLastRestoreSet has; its columns are not published
-- permission: GRANT SELECT ON dbo.bts_LogShippingLastRestoreSet TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/viewing-the-history-of-restored-backups
SELECT * FROM dbo.bts_LogShippingLastRestoreSet
