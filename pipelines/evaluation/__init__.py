"""Scores of the language room against gold annotations; the measures are those of the coding manual's scorer."""
