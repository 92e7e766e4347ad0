-- purpose: what is deployed in BAM, and when it was last changed, processed and archived
-- database: {database}
-- columns: Activities, ArchivingActivities, ArchivingNow, Cubes, OlapCubes, Changed, CubeStarted,
--   CubeEnded, Archived (all UTC, NULL: never)
-- permission: GRANT SELECT ON dbo.bam_Metadata_Activities TO {login};
--   GRANT SELECT ON dbo.bam_Metadata_Partitions TO {login};
--   GRANT SELECT ON dbo.bam_Metadata_Cubes TO {login};
--   GRANT SELECT ON dbo.bam_Metadata_AnalysisTasks TO {login};
--   GRANT SELECT ON dbo.bam_Metadata_Operations TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
SELECT
    a.Activities,
    a.ArchivingActivities,
    p.ArchivingNow,
    c.Cubes,
    c.OlapCubes,
    o.Changed,
    t.CubeStarted,
    t.CubeEnded,
    p.Archived
FROM (
    SELECT
        COUNT(*) AS Activities,
        COALESCE(SUM(CASE WHEN x.Archive > 0 THEN 1 ELSE 0 END), 0) AS ArchivingActivities
    FROM dbo.bam_Metadata_Activities AS x
) AS a
CROSS JOIN (
    SELECT
        COALESCE(MAX(CAST(x.ArchivingInProgress AS int)), 0) AS ArchivingNow,
        MAX(x.ArchivedTime) AS Archived
    FROM dbo.bam_Metadata_Partitions AS x
) AS p
CROSS JOIN (
    SELECT
        COUNT(*) AS Cubes,
        COALESCE(SUM(CAST(x.CreateOlapCube AS int)), 0) AS OlapCubes
    FROM dbo.bam_Metadata_Cubes AS x
) AS c
CROSS JOIN (
    SELECT MAX(COALESCE(x.EndTime, x.StartTime)) AS Changed
    FROM dbo.bam_Metadata_Operations AS x
) AS o
CROSS JOIN (
    SELECT MAX(x.LastStartTime) AS CubeStarted, MAX(x.LastEndTime) AS CubeEnded
    FROM dbo.bam_Metadata_AnalysisTasks AS x
) AS t
