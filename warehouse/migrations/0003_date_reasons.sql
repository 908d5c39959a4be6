-- Why each date is what it is, on which words it rests, and what told the status.
ALTER TABLE event ADD COLUMN date_reason VARCHAR;
ALTER TABLE event ADD COLUMN date_words_start INTEGER;
ALTER TABLE event ADD COLUMN date_words_end INTEGER;
ALTER TABLE event ADD COLUMN date_words VARCHAR;
ALTER TABLE event ADD COLUMN status_reason VARCHAR;
ALTER TABLE mention ADD COLUMN timex_reason VARCHAR;
ALTER TABLE mention ADD COLUMN timex_anchor DATE;
