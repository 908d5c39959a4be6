"""The stages from listing to snapshot as plain functions, the same for the command line, the demo and Dagster."""
