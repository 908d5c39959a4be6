"""Parsers of release pages, one module a publisher or platform, and the generic ones."""
