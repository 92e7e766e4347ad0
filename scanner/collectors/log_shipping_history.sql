-- purpose: the copied backup history of a destination and what it restored
-- database: master
-- columns: all that bts_LogShippingHistory has; its columns are not published
-- permission: GRANT SELECT ON dbo.bts_LogShippingHistory TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/viewing-the-history-of-restored-backups
SELECT * FROM dbo.bts_LogShippingHistory
