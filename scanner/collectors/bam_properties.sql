-- purpose: where BAM keeps its databases and where its portal is; no other property is read
-- database: {database}
-- columns: Scope, PropertyName, PropertyValue
-- permission: GRANT SELECT ON dbo.bam_Metadata_Properties TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/biztalk/core/infrastructure-management-commands
SELECT p.Scope, p.PropertyName, CAST(p.PropertyValue AS nvarchar(max)) AS PropertyValue
FROM dbo.bam_Metadata_Properties AS p
WHERE p.PropertyName IN (N'ServerName', N'DatabaseName', N'BAMVRoot')
ORDER BY p.Scope, p.PropertyName
