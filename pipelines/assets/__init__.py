"""Dagster's view of the pipeline: assets, their checks, what they report; thin over the stages."""
