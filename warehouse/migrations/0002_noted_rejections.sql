-- Tells pages that were used all the same from those that were refused.
ALTER TABLE rejected ADD COLUMN noted BOOLEAN DEFAULT false;
