-- purpose: the Tracking Analysis database in Analysis Services (empty: not configured)
-- database: {database}
-- columns: TrackAnalysisServerName, TrackAnalysisDBName
-- permission: GRANT SELECT ON dbo.adm_Group TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
SELECT g.TrackAnalysisServerName, g.TrackAnalysisDBName
FROM dbo.adm_Group AS g
