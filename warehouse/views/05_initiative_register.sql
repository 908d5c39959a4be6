-- Questionnaire answers, one line an initiative.

CREATE OR REPLACE VIEW initiative_register AS
SELECT
    initiative.country,
    coalesce(country.name, initiative.country_name) AS country_name,
    initiative.title,
    coalesce(nullif(array_to_string(initiative.authorities, '; '), ''), initiative.authorities_text) AS authorities,
    initiative.authorities_text,
    initiative.instrument,
    array_to_string(initiative.articles, '; ') AS articles,
    array_to_string(initiative.keywords, '; ') AS keywords,
    initiative.summary,
    initiative.description,
    initiative.lessons_learned,
    initiative.challenges,
    initiative.link,
    document.url,
    document.published_date,
    initiative.document_id,
    initiative.initiative_id
FROM initiative
JOIN current_document AS document
    ON document.document_id = initiative.document_id AND document.version = initiative.document_version
LEFT JOIN country ON country.country = initiative.country
WHERE initiative.superseded_at IS NULL;
