"""The page on the parsers: made from the registry, with a line for each option."""

from config.settings import PROJECT
from parsers.manual import manual, undocumented
from parsers.option_meanings import OPTIONS
from parsers.registry import DEFAULTS, document_parsers, listing_parsers

PAGE = PROJECT / "docs" / "parsers.md"


def test_the_page_is_the_registry():
    assert PAGE.read_text("utf-8") == manual(), "docs/parsers.md is not that of the parsers: run `make docs`"


def test_every_option_has_a_meaning():
    assert not undocumented(), "give these options a line in parsers/option_meanings.py"


def test_no_meaning_is_left_of_an_option_that_is_gone():
    own, shared = set(), set()
    for kind, parsers in (("listing", listing_parsers()), ("document", document_parsers())):
        for name, parser in parsers.items():
            options = set(parser.options.model_fields) - set(DEFAULTS)
            own |= {f"{kind} {name}.{option}" for option in options}
            shared |= options
    gone = [one for one in OPTIONS if one not in (own if "." in one else shared)]
    assert not gone, f"parsers/option_meanings.py tells of options that no parser has: {gone}"


def test_every_parser_says_what_it_reads_and_when_it_refuses():
    for name, parser in {**listing_parsers(), **document_parsers()}.items():
        told = parser.function.__doc__ or ""
        assert parser.summary.endswith((".", ":")), f"{name} has no summary"
        assert "ParseError: " in told, f"{name} does not say when it refuses a page"
