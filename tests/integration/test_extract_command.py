import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main

RELEASE = {
    "id": "r1",
    "text": "Audit chief in Tallinn\n\nOn 4 March 2024 the Auditor General of Ghana visited Tallinn.",
    "published": "2024-03-06",
    "source_country": "GH",
}


def extract(*lines, options=()):
    told = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(main, ["extract", *options], input=told)


def test_each_line_is_answered_in_the_shape_of_gold_with_offsets_into_its_text():
    answered = extract(RELEASE)
    assert answered.exit_code == 0, answered.stderr
    answer = json.loads(answered.stdout)
    assert answer["id"] == "r1"
    assert set(answer["countries"]) == {"EE", "GH"}
    day = next(d for d in answer["dates"] if d["start"] == "2024-03-04")
    assert RELEASE["text"][day["char"] :].startswith(day["quote"]), "the quote must stand where `char` says"
    assert all(RELEASE["text"][e["trigger"]["start"] :].startswith(e["trigger_text"]) for e in answer["events"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"text": ', "no JSON object"),
        ('["text"]', "no JSON object"),
        ({"id": "x"}, '"text"'),
        ({"text": "A visit.", "published": "soon"}, "no date such as"),
        ({"text": "A visit.", "source_country": "Ghana"}, "ISO 3166-1"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_costs_the_others_nothing(line, told):
    answered = extract(RELEASE, line, RELEASE | {"id": "r2"})
    assert [json.loads(a)["id"] for a in answered.stdout.splitlines()] == ["r1", "r2"]
    assert "<stdin>:2:" in answered.stderr
    assert told in answered.stderr
    assert answered.exit_code == 1


def test_highlight_shows_the_text_and_a_line_for_each_event():
    answered = extract(RELEASE, options=["--highlight"])
    assert "Audit chief in Tallinn" in answered.stdout
    assert "visit (occurred, 2024-03-04, explicit)" in answered.stdout
