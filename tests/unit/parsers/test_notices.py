"""Notices of correction, withdrawal and embargo; all releases are invented."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.notices import read_notices

NEWS = "The Audit Office of Norland published its yearly report on Monday."
MORE = "The report counts eleven visits. It is the fourth of its kind and covers all offices of the country."
BODY = [
    NEWS,
    MORE,
    "A copy is held in the library.",
    "Readers may ask for it there.",
    "It is free.",
    "Copies are many.",
]
LAST = "Press office: 555 0100"


def body(first=None, last=None, inside=None):
    middle = [*BODY[:4], inside, *BODY[4:]] if inside else BODY
    return "\n\n".join(text for text in (first, *middle, LAST, last) if text)


CORRECTIONS = [
    "Correction: the report counts eleven visits, not twelve.",
    "CORRECTION (5 May 2024): The report counts eleven visits.",
    "Erratum: page 3 names the wrong year.",
    "An earlier version of this release named the wrong year.",
    "An earlier version of this press release incorrectly stated that the office has nine members.",
    "This press release has been corrected to show the right year.",
    "This statement was updated on 6 May 2024 to correct the name of the judge.",
    "Editor\u2019s note: an earlier version named another judge.",
    "Editor's note: This story was amended on 6 May 2024.",
    "Corrected on 7 May 2024",
    "Clarification: the visit took place in May.",
]
NO_CORRECTIONS = [
    "Corrections officers from six counties took part.",
    "Department of Correction: two officers were charged.",
    "Notes to editors",
    "Note to editors: photographs are at the press office.",
    "Editor's note: photographs are at the press office.",
    "Editors' notes",
    "The company corrected its accounts in May 2024.",
    "The judge said that an earlier version of this contract had been hidden.",
    "This release was updated to add a photograph.",
]
WITHDRAWALS = [
    "This press release has been withdrawn.",
    "This press release was retracted on 5 May 2024.",
    "This press release has been withdrawn from our website.",
    "Please note: this statement has been withdrawn because it was published in error.",
    "The above release has been withdrawn.",
    "This publication was withdrawn on 5 May 2024",
    "Withdrawn on 5 May 2024.",
    "The following news release of 3 May 2024 has been retracted.",
]
NO_WITHDRAWALS = [
    "The prosecutor withdrew the charges on 5 May 2024.",
    "The charges were withdrawn on 5 May 2024.",
    "The statement has been withdrawn by the witness.",
    "This proposal has been withdrawn.",
    "The offer was retracted.",
    "The licence was withdrawn by the court in 2019.",
    "Withdrawn funds were found in a second account.",
    "This release describes how the money was withdrawn.",
    "This announcement was withdrawn by the bidder on 4 May 2024 after talks had failed.",
    "The following notice was rescinded by the court on appeal.",
    "This document was withdrawn from the library by the defendant.",
    "The above statement was retracted by the witness at the trial.",
]
EMBARGOES = [
    ("EMBARGOED UNTIL 10:00 a.m. 5 May 2024", datetime(2024, 5, 5, 9, tzinfo=UTC)),
    ("Under embargo until 00.01 Monday 6 May 2024", datetime(2024, 5, 5, 23, 1, tzinfo=UTC)),
    ("STRICTLY EMBARGOED UNTIL 0001 HRS, 6 MAY 2024", datetime(2024, 5, 5, 23, 1, tzinfo=UTC)),
    ("Strictly embargoed until 00:01hrs GMT, Tuesday 6 February", datetime(2024, 2, 6, 0, 1, tzinfo=UTC)),
    ("Embargo: 00:01 Thursday 9 May 2024", datetime(2024, 5, 8, 23, 1, tzinfo=UTC)),
    ("Not for publication before 5 May 2024", datetime(2024, 5, 4, 23, tzinfo=UTC)),
    ("NOT FOR RELEASE, PUBLICATION OR BROADCAST UNTIL NOON ON 5 MAY 2024", datetime(2024, 5, 5, 11, tzinfo=UTC)),
    (
        "Transmission of material in this release is embargoed until 8:30 a.m. (ET) Friday, June 7, 2024",
        datetime(2024, 6, 7, 12, 30, tzinfo=UTC),
    ),
    ("The attached figures are under embargo until 5 May 2024", datetime(2024, 5, 4, 23, tzinfo=UTC)),
    ("Embargoed until May 5, 2024, 8:30 a.m. EDT", datetime(2024, 5, 5, 12, 30, tzinfo=UTC)),
    ("Sperrfrist: 5. Mai 2024, 10:00 Uhr", datetime(2024, 5, 5, 9, tzinfo=UTC)),
    ("Sous embargo jusqu\u2019au 5 mai 2024 \u00e0 10h30", datetime(2024, 5, 5, 9, 30, tzinfo=UTC)),
    ("Embargoed until 2024-05-05", datetime(2024, 5, 4, 23, tzinfo=UTC)),
    ("EMBARGOED UNTIL 10:00 A.M.", datetime(2024, 5, 3, 9, tzinfo=UTC)),
]
NO_EMBARGOES = [
    "The embargo on arms was extended until 5 May 2024.",
    "Embargo on arms extended until 5 May 2024.",
    "Embargo: the council extends its ban on arms until 5 May 2024.",
    "Norland's trade embargo is in force until 5 May 2024.",
    "Embargoed until further notice",
    "Embargoed goods worth two million were seized on 5 May 2024.",
    "Not for use before reading the label of 5 May 2024's recall",
    "He was not to be released before 5 May 2024.",
    "This shipment is embargoed until 5 May 2024, the prosecutors said.",
    "Embargoed until 5 May 2025",
]


def read(title="A report", text=""):
    return read_notices(title, text, "Europe/London", date(2024, 5, 3))


@pytest.mark.parametrize("notice", CORRECTIONS)
def test_a_notice_of_correction_is_found_at_the_beginning_and_at_the_end_but_not_in_the_midst(notice):
    assert read(text=body(first=notice)).correction == notice
    assert read(text=body(last=notice)).correction == notice
    assert read(text=body(inside=notice)).correction is None


@pytest.mark.parametrize("words", NO_CORRECTIONS)
def test_other_words_on_corrections_are_no_notice(words):
    assert read(text=body(first=words)).correction is None


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("CORRECTED: A report", True),
        ("Correction - A report", True),
        ("A report (corrected)", True),
        ("[Corrected] A report", True),
        ("Corrections officer charged", False),
        ("Court corrects: no fine", False),
    ],
)
def test_titles_tell_of_corrections(title, found):
    assert (read(title, body()).correction is not None) is found


def test_a_dated_correction_is_part_of_the_history():
    (change,) = read(text=body(last=CORRECTIONS[1])).history
    assert (change.at.isoformat(), change.note) == ("2024-05-05T00:00:00+01:00", CORRECTIONS[1])
    assert read(text=body(last=CORRECTIONS[0])).history == ()


@pytest.mark.parametrize("notice", WITHDRAWALS)
def test_a_notice_of_withdrawal_is_found_where_it_is_prominent(notice):
    for text in (body(first=notice), body(last=notice)):
        withdrawn = read(text=text).withdrawn
        assert withdrawn is not None, notice
        assert withdrawn.reason == notice
    assert read(text=body(inside=notice)).withdrawn is None


@pytest.mark.parametrize("words", NO_WITHDRAWALS)
def test_what_was_withdrawn_in_the_news_withdraws_no_release(words):
    assert read(text=body(first=words)).withdrawn is None
    assert read(text=body(last=words)).withdrawn is None


@pytest.mark.parametrize(
    ("title", "found"),
    [("[Withdrawn] A report", True), ("WITHDRAWN: A report", True), ("RETRACTION: A report", True),
     ("Withdrawn charges filed again", False), ("Retracted testimony leads to acquittal", False),
     ("WITHDRAWN \u2013 A report", True), ("Rescinded \u2013 the end of the ban on exports", False)],
)  # fmt: skip
def test_titles_tell_of_withdrawals(title, found):
    assert (read(title, body()).withdrawn is not None) is found


def test_the_day_of_a_withdrawal_is_read():
    withdrawn = read(text=body(first=WITHDRAWALS[1])).withdrawn
    assert withdrawn is not None
    assert withdrawn.at is not None
    assert withdrawn.at.isoformat() == "2024-05-05T00:00:00+01:00"
    undated = read(text=body(first=WITHDRAWALS[0])).withdrawn
    assert undated is not None
    assert undated.at is None


@pytest.mark.parametrize(("line", "moment"), EMBARGOES)
def test_an_embargo_ends_at_the_moment_that_its_line_tells(line, moment):
    assert read(text=body(first=line)).embargoed_until == moment
    assert read(title=line, text=body()).embargoed_until == moment


@pytest.mark.parametrize("words", NO_EMBARGOES)
def test_other_embargoes_hold_no_release_back(words):
    assert read(text=body(first=words)).embargoed_until is None


@pytest.mark.parametrize("year", ["0001", "9999", "0000"])
def test_days_at_the_ends_of_the_calendar_are_no_moments(year):
    for line in (f"Embargoed until 1 January {year}", f"Embargoed until {year}-12-31 23:59 EST"):
        notices = read_notices(line, f"Correction of 31 December {year}: x", "Asia/Tokyo", None)
        assert (notices.embargoed_until, notices.history) == (None, ())


@given(st.text(max_size=3000), st.text(max_size=200), st.sampled_from([None, "Asia/Tokyo", "No/Such"]))
def test_any_text_is_read_without_an_error(text, title, timezone):
    read_notices(title, text, timezone, None)


def test_a_long_line_of_blanks_and_signs_takes_no_time():
    read_notices(" -" * 200, "\n\n".join([" (" * 290, "this is " * 70, "embargo " * 70, "not for use, " * 45] * 3))
