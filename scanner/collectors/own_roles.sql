-- purpose: whether our own login is more in a job database than reading needs (NULL: no such role)
-- database: {database}
-- columns: database_name, is_owner, is_biztalk_administrator, is_backup_user
-- permission: none beyond CONNECT SQL
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/t-sql/functions/is-rolemember-transact-sql
SELECT
    DB_NAME() AS database_name,
    IS_ROLEMEMBER('db_owner') AS is_owner,
    COALESCE(IS_ROLEMEMBER('BTS_ADMIN_USERS'), 0) AS is_biztalk_administrator,
    COALESCE(IS_ROLEMEMBER('BTS_BACKUP_USERS'), 0) AS is_backup_user
