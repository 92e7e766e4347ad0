-- purpose: whom Agent tells when a job ends, and whether that operator can be told
-- database: msdb
-- columns: job_id, way, notify_level (0 never, 1 on success, 2 on failure, 3 always), operator_name, operator_enabled, has_address
-- permission: GRANT SELECT ON dbo.sysjobs TO {login}; GRANT SELECT ON dbo.sysoperators TO {login};
-- versions: 2012+
-- reference: https://learn.microsoft.com/en-us/sql/relational-databases/system-tables/dbo-sysoperators-transact-sql
SELECT
    j.job_id,
    w.way,
    CASE w.way WHEN 'email' THEN j.notify_level_email ELSE j.notify_level_page END AS notify_level,
    o.name AS operator_name,
    COALESCE(CAST(o.enabled AS int), 0) AS operator_enabled,
    CASE
        WHEN w.way = 'email' AND LEN(o.email_address) > 0 THEN 1
        WHEN w.way = 'page' AND LEN(o.pager_address) > 0 THEN 1
        ELSE 0
    END AS has_address
FROM msdb.dbo.sysjobs AS j
INNER JOIN (SELECT 'email' AS way UNION ALL SELECT 'page' AS way) AS w ON 1 = 1
LEFT JOIN msdb.dbo.sysoperators AS o
    ON o.id = CASE w.way WHEN 'email' THEN j.notify_email_operator_id ELSE j.notify_page_operator_id END
ORDER BY j.job_id, w.way
