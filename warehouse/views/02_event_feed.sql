-- One line an event, ready for a spreadsheet.

CREATE OR REPLACE VIEW event_feed AS
WITH labelled AS (
    SELECT event_id, role, min(ordinal) AS place,
        CASE kind
            WHEN 'person' THEN coalesce(words, name)
            WHEN 'unnamed' THEN name || coalesce(' (' || country || ')', '')
            ELSE name
        END AS label
    FROM event_participant
    GROUP BY ALL
),
by_role AS (
    SELECT event_id, role, min(place) AS place, string_agg(label, ', ' ORDER BY place) AS labels
    FROM labelled
    GROUP BY ALL
),
party AS (
    SELECT event_id, string_agg(role || ': ' || labels, '; ' ORDER BY place) AS agencies
    FROM by_role
    GROUP BY event_id
),
place AS (
    SELECT event_id,
        string_agg(DISTINCT country.name, ', ' ORDER BY country.name)
            FILTER (WHERE event_country.role = 'location') AS location,
        string_agg(DISTINCT event_country.country, ', ' ORDER BY event_country.country) AS countries
    FROM event_country LEFT JOIN country USING (country)
    GROUP BY event_id
),
told AS (
    SELECT event_id, arg_min(quote, start_char) FILTER (WHERE about = 'sentence') AS sentence
    FROM event_evidence
    GROUP BY event_id
)
SELECT
    event.date_edtf AS date,
    event.event_type,
    event.status,
    party.agencies,
    place.location,
    place.countries,
    trim(regexp_replace(coalesce(told.sentence, event.trigger), '\s+', ' ', 'g')) AS quote,
    document.title,
    document.url,
    coalesce(publisher.name, source.name) AS publisher,
    document.published_date,
    event.start_date,
    event.end_date,
    event.date_precision,
    event.date_basis,
    event_type.event_group,
    round(event.confidence, 2) AS confidence,
    document.language,
    document.source_id,
    event.document_id,
    event.event_id
FROM current_event AS event
JOIN document USING (document_id)
LEFT JOIN source USING (source_id)
LEFT JOIN agency AS publisher ON publisher.agency_id = source.publisher
LEFT JOIN event_type USING (event_type)
LEFT JOIN party USING (event_id)
LEFT JOIN place USING (event_id)
LEFT JOIN told USING (event_id);
