"""The warehouse: DuckDB schema, loading, views, checks, the published snapshot and its exports."""
