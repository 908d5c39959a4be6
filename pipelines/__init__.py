"""Everything that acts: acquisition, the stages of a run, Dagster definitions, the command line."""
