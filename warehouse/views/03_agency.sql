-- What bodies do, alone and with each other.

CREATE OR REPLACE VIEW agency_activity AS
WITH by_type AS (
    SELECT agency_id, event_type, count(DISTINCT event_id) AS events
    FROM current_agency_event
    GROUP BY ALL
),
types AS (
    SELECT agency_id, string_agg(event_type || ' ' || events, ', ' ORDER BY events DESC, event_type) AS event_types
    FROM by_type
    GROUP BY agency_id
),
partners AS (
    SELECT self.agency_id, count(DISTINCT other.agency_id) AS partners
    FROM current_agency_event AS self
    JOIN current_agency_event AS other ON other.event_id = self.event_id AND other.agency_id <> self.agency_id
    GROUP BY ALL
)
SELECT agency_id, name, country, kind, provisional,
    count(DISTINCT event_id) AS events,
    count(DISTINCT document_id) AS documents,
    any_value(event_types) AS event_types,
    coalesce(any_value(partners), 0) AS partners,
    min(start_date) AS first_date,
    max(end_date) AS last_date
FROM current_agency_event
LEFT JOIN types USING (agency_id)
LEFT JOIN partners USING (agency_id)
GROUP BY agency_id, name, country, kind, provisional;

CREATE OR REPLACE VIEW agency_pair AS
WITH pair AS (
    SELECT DISTINCT
        a.agency_id AS agency_id_1, a.name AS name_1, a.country AS country_1,
        b.agency_id AS agency_id_2, b.name AS name_2, b.country AS country_2,
        a.event_id, a.document_id, a.event_type, a.event_group, a.start_date, a.end_date
    FROM current_agency_event AS a
    JOIN current_agency_event AS b ON b.event_id = a.event_id AND b.agency_id > a.agency_id
)
SELECT agency_id_1, name_1, country_1, agency_id_2, name_2, country_2,
    count(*) AS events,
    count(*) FILTER (WHERE event_group = 'cooperation') AS cooperation,
    count(DISTINCT document_id) AS documents,
    string_agg(DISTINCT event_type, ', ' ORDER BY event_type) AS event_types,
    min(start_date) AS first_date,
    max(end_date) AS last_date
FROM pair
GROUP BY ALL;
