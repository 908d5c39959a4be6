import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.encoding import decode
from tests.unit.parsers.pages import page

WORDS = "Générale – “révision” à Málaga"


@pytest.mark.parametrize(
    ("body", "content_type", "used"),
    [
        (WORDS.encode(), "text/html; charset=utf-8", "utf-8"),
        (WORDS.encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252"),
        (WORDS.encode("cp1252"), 'text/html; charset="windows-1252"', "cp1252"),
        (b'<meta charset="windows-1252">' + WORDS.encode("cp1252"), "text/html", "cp1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">' + WORDS.encode(), "text/html", "utf-8"),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + WORDS.encode("cp1252"), "text/xml", "cp1252"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "text/html", "utf-16-le"),
        (WORDS.encode(), "text/html", "utf-8"),
        (WORDS.encode(), "text/html; charset=no-such-thing", "utf-8"),
        # a header that does not fit the bytes gives way to the page's own declaration
        (b'<meta charset="windows-1252">' + WORDS.encode("cp1252"), "text/html; charset=utf-8", "cp1252"),
    ],
)
def test_the_declaration_that_fits_is_used(body: bytes, content_type: str, used: str) -> None:
    text, encoding = decode(page(body, content_type=content_type))
    assert text.endswith(WORDS)
    assert encoding == used


def test_undeclared_legacy_bytes_are_guessed() -> None:
    text = "Комиссия по борьбе с коррупцией сообщила о задержании двух чиновников в порту. " * 5
    assert decode(page(text.encode("cp1251")))[0] == text


def test_a_page_cut_in_a_character_keeps_its_encoding() -> None:
    text, encoding = decode(page((WORDS * 40).encode()[:-1] + b"\xe2\x80", content_type="text/html; charset=utf-8"))
    assert encoding == "utf-8"
    assert text.startswith(WORDS)


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=rot13", "charset="])
)
def test_no_bytes_are_refused(body: bytes, content_type: str) -> None:
    assert isinstance(decode(page(body, content_type=content_type))[0], str)
