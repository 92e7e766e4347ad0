-- purpose: whether our own login may do more on the instance than reading needs
-- database: master
-- columns: is_sysadmin, controls_server, alters_logins
-- permission: none beyond CONNECT SQL
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/t-sql/functions/has-perms-by-name-transact-sql
SELECT
    IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
    HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER') AS controls_server,
    HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER ANY LOGIN') AS alters_logins
