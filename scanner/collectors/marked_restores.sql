-- purpose: the databases that were restored to a mark, and how far back the restore history reaches
-- database: msdb
-- columns: restores (how many the history holds), oldest (server local time), database_name (of the backup where it
--   is still known), mark_name, restored (server local time); the last three NULL where none went to a mark
-- permission: GRANT SELECT ON dbo.restorehistory TO {login}; GRANT SELECT ON dbo.backupset TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/restorehistory-transact-sql
SELECT
    p.restores,
    p.oldest,
    r.database_name,
    r.mark_name,
    r.restored
FROM (
    SELECT COUNT(h.restore_history_id) AS restores, MIN(h.restore_date) AS oldest FROM dbo.restorehistory AS h
) AS p
LEFT OUTER JOIN (
    SELECT
        COALESCE(b.database_name, m.destination_database_name) AS database_name,
        m.stop_at_mark_name AS mark_name,
        MAX(m.restore_date) AS restored
    FROM dbo.restorehistory AS m
    LEFT OUTER JOIN dbo.backupset AS b ON b.backup_set_id = m.backup_set_id
    WHERE m.stop_at_mark_name IS NOT NULL
        AND m.restore_date IS NOT NULL
        AND m.restore_type <> 'V'
        AND COALESCE(b.database_name, m.destination_database_name) IS NOT NULL
    GROUP BY COALESCE(b.database_name, m.destination_database_name), m.stop_at_mark_name
) AS r ON 1 = 1
ORDER BY r.mark_name, r.database_name
