"""Parsers of index pages, feeds and search answers: bytes to links."""
