"""E-mail releases as mail programs, mailing lists and mass mailers write them; all of them invented."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.documents import email_release
from parsers.records import Attachment, Document, ParseError
from parsers.registry import read_document
from tests.unit.parsers.invented_mail import FOOT, TEXT, mail
from tests.unit.parsers.invented_pdf import Sheets
from tests.unit.parsers.pages import page

URL = "file:///mail.eml"
PARAGRAPHS = [
    "The Office of Fair Contracts of Lantern Bay today charged two clerks of the harbour office with taking gifts from "
    "a builder. The hearing is set for 3 May in the district court of the town, as the Office’s Director, Ms Ada "
    "Ferrow, told the press this morning.",
    "“Nobody who builds our quays should have to pay twice,” she said.",
]
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def read(message, **options: object) -> Document:
    body = message if isinstance(message, bytes) else message.as_bytes()
    return read_document("email_release", page(body, URL, "message/rfc822"), options)


def test_subject_text_and_the_day_in_the_sources_zone():
    document = read(mail(), timezone="Europe/London")
    assert document.title == "Two clerks charged in the harbour case"
    assert document.body.split("\n\n") == PARAGRAPHS
    assert document.published_date == date(2024, 3, 15), "23:30 at -0400 is the next day in London"
    assert document.published_at == datetime(2024, 3, 15, 3, 30, tzinfo=UTC)
    assert document.fields["from"] == ("Office of Fair Contracts <press@fair.example>",)
    assert document.fields["message_id"] == ("<20240314.1@fair.example>",)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_every_charset_and_transfer_encoding(charset, encoding):
    message = mail(None)
    message.set_content(TEXT, charset=charset, cte=encoding)
    assert read(message).body.split("\n\n") == PARAGRAPHS


def test_a_charset_that_is_wrong_gives_way():
    body = mail("words").as_bytes().replace(b"words", TEXT.encode("cp1252")).replace(b"7bit", b"8bit")
    assert read(body).body.split("\n\n") == PARAGRAPHS


def test_subjects_in_other_alphabets_and_with_marks_of_lists():
    message = mail(subject="[Press] FW: Bestechung im Hafen: Büro für Verträge erhebt Anklage gegen zwei Beschäftigte")
    assert read(message).title == "Bestechung im Hafen: Büro für Verträge erhebt Anklage gegen zwei Beschäftigte"
    raw = mail().as_bytes().replace(b"Subject: Two clerks charged in the harbour case", "Subject: Bureau été".encode())
    assert read(raw).title == "Bureau été"


def test_html_is_read_where_the_text_part_is_a_stub():
    message = mail("This message needs a program that shows HTML.", HTML)
    assert read(message).body.split("\n\n") == PARAGRAPHS
    assert read(mail(TEXT, HTML + "<p>Follow us</p>")).body.split("\n\n") == PARAGRAPHS


def test_links_of_both_kinds_of_text():
    assert read(mail(TEXT + "\nMore: https://fair.example/harbour.\n")).links == ("https://fair.example/harbour",)
    assert read(mail(None, HTML + '<a href="https://fair.example/a#top">more</a>')).links == ("https://fair.example/a",)


@pytest.mark.parametrize(
    "foot",
    [
        FOOT,
        "\nYou are receiving this email because you subscribed to news of the Office.\nUnsubscribe\n",
        "\n________________________________________\npress mailing list\npress@lists.fair.example\n",
        "\nUpdate your subscriptions, modify your password or e-mail address, or stop subscriptions at any time.\n",
    ],
    ids=["signature", "list", "mailman", "bulletin"],
)
def test_signatures_and_list_lines_are_left_out(foot):
    assert read(mail(TEXT + foot)).body.split("\n\n") == PARAGRAPHS
    paragraphs = "".join(f"<p>{line}</p>" for line in foot.strip().splitlines())
    html = f"<p>Having trouble viewing this email? View it as a Web page.</p>{HTML}"
    assert read(mail(None, html + paragraphs)).body.split("\n\n") == PARAGRAPHS


def test_a_release_that_speaks_of_subscriptions_is_not_cut():
    text = TEXT + "\nThe firm had sold subscriptions that nobody could unsubscribe from.\n\n" + 9 * (TEXT + "\n")
    assert read(mail(text)).body.count("Ferrow") == 10


def test_forwarded_mails_begin_behind_their_headers():
    headers = "From: Press <press@fair.example>\nSent: Thursday\nTo: All\nSubject: Two clerks\n\n"
    for mark in (
        "-----Original Message-----\n",
        "---------- Forwarded message ---------\n",
        "Begin forwarded message:\n\n",
    ):
        assert read(mail(f"For your information.\n\n{mark}{headers}{TEXT}")).body.split("\n\n") == PARAGRAPHS
    assert read(mail(headers + TEXT)).body.split("\n\n") == PARAGRAPHS
    quoted = "".join(f"> {line}\n" for line in TEXT.splitlines())
    assert read(mail(quoted)).body.split("\n\n") == PARAGRAPHS


def test_a_long_address_does_not_unwrap_the_text():
    address = "https://fair.example/news/2024/03/two-clerks-charged-in-the-harbour-case-of-lantern-bay/read-all-of-it"
    assert read(mail(f"{TEXT}\n{address}\n")).body.split("\n\n") == [*PARAGRAPHS, address]


def test_flowed_text_is_joined():
    message = mail("The Office said \ntoday that all is well.\nThe end of the invented text.\n")
    message.set_param("format", "flowed")
    assert read(message).body.split("\n\n") == [
        "The Office said today that all is well.",
        "The end of the invented text.",
    ]


def test_attachments_are_listed_and_pictures_in_the_text_are_not():
    message = mail()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Übersicht.pdf")
    message.add_attachment(b"PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    assert read(message).attachments == (Attachment(f"{URL}#part-2", "Übersicht.pdf", "application/pdf"),)


def test_an_attached_pdf_is_the_release_where_the_text_only_points_to_it():
    sheets = Sheets()
    sheets.line("Findings on the harbour works", 760, size=18)
    sheets.flow(PARAGRAPHS, 720)
    message = mail("Please see the attached press release.\n")
    message.add_attachment(sheets.bytes(), maintype="application", subtype="pdf", filename="release.pdf")
    assert read(message).body.split("\n\n") == ["Findings on the harbour works", *PARAGRAPHS]


def test_a_list_is_told():
    assert read(mail(List_Id="Press <press.fair.example>")).fields["list_id"] == ("Press <press.fair.example>",)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "is no e-mail"),
        (b"<html><title>x</title></html>", "is no e-mail"),
        (mail(subject="").as_bytes(), "has no subject"),
        (mail("").as_bytes(), "has no text"),
    ],
)
def test_what_is_no_release_says_so(body, fault):
    with pytest.raises(ParseError, match=fault):
        read(body)


def test_a_mail_without_a_date_has_none():
    assert read(mail(date="some day")).published_date is None


def _seed() -> bytes:
    message = mail(TEXT, HTML, subject="Büro für Verträge")
    message.add_attachment(b"\x00" * 50, maintype="application", subtype="pdf", filename="ü.pdf")
    return message.as_bytes()


SEED = _seed()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_mail_is_read_or_refused(data):
    body = SEED
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 80)))
        put = st.one_of(
            st.binary(max_size=30), st.sampled_from([b"\n", b"=?utf-8?b?A?=", b"; charset=hex", b"--", b"\n\n"])
        )
        body = body[:start] + data.draw(put) + body[end:]
    try:  # the parser itself: the registry turns a crash into a ParseError
        document = email_release.parse(page(body, URL, "message/rfc822"))
    except ParseError:
        return
    document.text.encode()
    assert all(part == " ".join(part.split()) for part in document.body.split("\n\n"))
