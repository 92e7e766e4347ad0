-- purpose: the BizTalk group and the databases it is configured with (empty: not configured)
-- database: {database}
-- columns: Name, TrackingDBServerName, TrackingDBName, SubscriptionDBServerName, SubscriptionDBName,
--   BamDBServerName, BamDBName, RuleEngineDBServerName, RuleEngineDBName, SSOServerName
-- permission: GRANT SELECT ON dbo.adm_Group TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/databases-in-biztalk-server
SELECT
    g.Name,
    g.TrackingDBServerName,
    g.TrackingDBName,
    g.SubscriptionDBServerName,
    g.SubscriptionDBName,
    g.BamDBServerName,
    g.BamDBName,
    g.RuleEngineDBServerName,
    g.RuleEngineDBName,
    g.SSOServerName
FROM dbo.adm_Group AS g
