-- purpose: who the instance is, who we are to it, and what its clock says
-- database: master
-- columns: server_name, machine_name, product_version, edition, is_clustered, is_hadr_enabled, account, is_sysadmin, server_time
-- permission: none beyond CONNECT SQL
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
SELECT
    CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS server_name,
    CAST(SERVERPROPERTY('ComputerNamePhysicalNetBIOS') AS nvarchar(128)) AS machine_name,
    CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version,
    CAST(SERVERPROPERTY('Edition') AS nvarchar(128)) AS edition,
    CAST(SERVERPROPERTY('IsClustered') AS int) AS is_clustered,
    COALESCE(CAST(SERVERPROPERTY('IsHadrEnabled') AS int), 0) AS is_hadr_enabled,
    SUSER_SNAME() AS account,
    IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
    CONVERT(varchar(33), SYSDATETIMEOFFSET(), 126) AS server_time
