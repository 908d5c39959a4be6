"""Date expressions: TIMEX3 tags and calendar intervals."""

from parsers.language.timex.tagging import tag_timexes

__all__ = ["tag_timexes"]
