-- Events by country and month; those whose date is told no finer than a quarter have no month and do not count.

CREATE OR REPLACE VIEW country_month AS
WITH placed AS (
    SELECT DISTINCT place.country, event.event_id, event.document_id, event.event_type, event.start_date
    FROM current_event AS event
    JOIN event_country AS place USING (event_id)
    WHERE place.role IN ('location', 'party')
        AND event.start_date IS NOT NULL
        AND event.date_precision IN ('day', 'week', 'month', 'span')
)
SELECT placed.country, country.name AS country_name,
    CAST(date_trunc('month', placed.start_date) AS DATE) AS month,
    count(*) AS events,
    count(*) FILTER (WHERE event_type.event_group = 'cooperation') AS cooperation,
    count(*) FILTER (WHERE event_type.event_group = 'enforcement') AS enforcement,
    count(*) FILTER (WHERE event_type.event_group = 'governance') AS governance,
    count(DISTINCT placed.document_id) AS documents
FROM placed
LEFT JOIN country USING (country)
LEFT JOIN event_type USING (event_type)
GROUP BY ALL;
