-- purpose: the newest restore of each database, by type and by whether it stopped at a mark
-- database: msdb
-- columns: database_name, restore_type, to_mark, restored
-- permission: GRANT SELECT ON dbo.restorehistory TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/restorehistory-transact-sql
SELECT
    h.destination_database_name AS database_name,
    h.restore_type,
    CASE WHEN h.stop_at_mark_name IS NULL THEN 0 ELSE 1 END AS to_mark,
    MAX(h.restore_date) AS restored
FROM dbo.restorehistory AS h
WHERE h.destination_database_name IS NOT NULL
    AND h.restore_date IS NOT NULL
    AND h.restore_type IS NOT NULL
GROUP BY
    h.destination_database_name,
    h.restore_type,
    CASE WHEN h.stop_at_mark_name IS NULL THEN 0 ELSE 1 END
ORDER BY
    h.destination_database_name,
    h.restore_type,
    CASE WHEN h.stop_at_mark_name IS NULL THEN 0 ELSE 1 END
