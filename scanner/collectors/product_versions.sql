-- purpose: the version of BizTalk that each part of the schema was made by
-- database: {database}
-- columns: BizTalkDBName, DatabaseMajor, DatabaseMinor, DatabaseBuildNumber, DatabaseRevision,
--   ProductMajor, ProductMinor, ProductBuildNumber, ProductRevision
-- permission: GRANT SELECT ON dbo.BizTalkDBVersion TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/databases-in-biztalk-server
SELECT
    v.BizTalkDBName,
    v.DatabaseMajor,
    v.DatabaseMinor,
    v.DatabaseBuildNumber,
    v.DatabaseRevision,
    v.ProductMajor,
    v.ProductMinor,
    v.ProductBuildNumber,
    v.ProductRevision
FROM dbo.BizTalkDBVersion AS v
ORDER BY v.BizTalkDBName
