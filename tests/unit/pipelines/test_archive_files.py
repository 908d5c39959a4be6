"""The archive: what goes in comes out, also after a write that was cut off anywhere."""

from __future__ import annotations

import fcntl
import os
import threading
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from parsers.records import Page
from pipelines.acquisition.archive import Archive, ArchiveError, Entry, parse_warc_date, payload_digest
from pipelines.acquisition.growing_files import MOST_OPEN

MOMENT = datetime(2024, 5, 3, 9, 30, 0, 123456, tzinfo=UTC)


def page(body=b"<p>Invented</p>", url="https://office.invalid/news/1?a=1", status=200, **headers):
    return Page(url, body, MOMENT, status, {"content-type": "text/html", **headers})


def test_a_page_comes_back_as_it_was(tmp_path):
    with Archive(tmp_path) as archive:
        place = archive.append("office", page())
        assert archive.read(place.file, place.offset) == page()
    assert place.file == "office/2024-05-03.warc.gz", "one file a source and day, relative to the archive"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([200, 404, 500]))
def test_any_body_comes_back(tmp_path, body, status):
    with Archive(tmp_path) as archive:
        place = archive.append("office", page(body, status=status))
        assert archive.read(place.file, place.offset) == page(body, status=status)


def test_headers_that_speak_of_the_wire_are_renamed(tmp_path):
    with Archive(tmp_path) as archive:
        place = archive.append("office", page(**{"content-encoding": "gzip", "content-length": "7"}))
        headers = archive.read(place.file, place.offset).headers
    assert headers["x-archive-orig-content-encoding"] == "gzip"
    assert "content-length" not in headers


def test_a_revisit_answers_with_the_content_it_refers_to(tmp_path):
    with Archive(tmp_path) as archive:
        first = archive.append("office", page())
        later = Page(page().url, b"", datetime(2024, 5, 4, tzinfo=UTC), 304, {})
        again = archive.append_revisit("office", later, first, payload_digest(page().body), MOMENT)
        found = archive.read(again.file, again.offset)
        assert (found.body, found.fetched_at) == (page().body, later.fetched_at)
        assert [kind for _, kind in archive.places("office")] == ["response", "revisit"]


def test_a_file_from_disk_is_a_resource_record_and_keeps_its_hints(tmp_path):
    told = page(url="file:///a.txt", status=0, **{"x-communique-published": "2024-05-03"})
    with Archive(tmp_path) as archive:
        place = archive.append("import-a", told)
        assert archive.read(place.file, place.offset) == told
    with (tmp_path / place.file).open("rb") as file:
        record = next(iter(ArchiveIterator(file)))
    assert record.rec_type == "resource"
    assert record.rec_headers.get_header("X-Communique-Published") == "2024-05-03"


def test_cut_off_at_any_byte_the_whole_records_stay_and_new_ones_follow(tmp_path):
    pages = [page(f"<p>Invented {n}</p>".encode() * 20, f"https://office.invalid/{n}") for n in range(3)]
    with Archive(tmp_path / "whole") as archive:
        places = [archive.append("office", one) for one in pages]
    data = (tmp_path / "whole" / places[0].file).read_bytes()
    for end in range(0, len(data), 7):
        folder = tmp_path / str(end)
        file = folder / places[0].file
        file.parent.mkdir(parents=True)
        file.write_bytes(data[:end])
        kept = [
            place
            for place, until in zip(places, [p.offset for p in places[1:]] + [len(data)], strict=True)
            if until <= end
        ]
        with Archive(folder) as archive:
            new = archive.append("office", page(b"new"))
            assert [place for place, _ in archive.places("office")] == [*kept, new], f"cut at byte {end}"
            assert archive.read(new.file, new.offset).body == b"new"
            tail = end - (new.offset)
            assert [side.stat().st_size for side in archive.set_aside] == ([tail] if tail else [])


def test_a_record_that_is_cut_off_or_not_there_is_an_error_that_names_the_place(tmp_path):
    with Archive(tmp_path) as archive:
        place = archive.append("office", page(bytes(range(256)) * 3000))
        file = tmp_path / place.file
        file.write_bytes(file.read_bytes()[:900])
        with pytest.raises(ArchiveError, match=r"office/2024-05-03\.warc\.gz at byte 0"):
            archive.read(place.file, 0)
        with pytest.raises(ArchiveError, match="missing"):
            archive.read("office/2020-01-01.warc.gz", 0)


def test_a_record_that_is_cut_off_anywhere_is_an_error_of_the_archive(tmp_path):
    with Archive(tmp_path) as archive:
        place = archive.append("office", page(etag='"one"'))
        file = tmp_path / place.file
        data = file.read_bytes()
        for end in range(len(data)):
            file.write_bytes(data[:end])
            with pytest.raises(ArchiveError, match="at byte 0"):
                archive.read(place.file, 0)


def test_every_record_is_a_gzip_member_of_its_own(tmp_path):
    with Archive(tmp_path) as archive:
        places = [archive.append("office", page(str(n).encode())) for n in range(3)]
    data = (tmp_path / places[0].file).read_bytes()
    for place in places:
        assert zlib.decompressobj(31).decompress(data[place.offset :]).startswith(b"WARC/1.1\r\n")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-04-16T00:00:00Z", datetime(2018, 4, 16, tzinfo=UTC)),
        ("2024-05-03T09:30:00.123456Z", MOMENT),
        ("2024-05-03T09:30:00.123456789Z", MOMENT),
    ],
)
def test_warc_dates(text, moment):
    assert parse_warc_date(text) == moment


def test_threads_append_whole_records_each_where_it_says(tmp_path):
    def write(source_id):
        for number in range(20):
            body = f"{source_id} {number}".encode() * 50
            written.append((archive.append(source_id, page(body, f"https://{source_id}.invalid/{number}")), body))

    written = []
    with Archive(tmp_path) as archive:
        threads = [threading.Thread(target=write, args=(f"office-{n % 3}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({place for place, _ in written}) == 120
        assert all(archive.read(place.file, place.offset).body == body for place, body in written)
        assert sum(len(list(archive.places(f"office-{n}"))) for n in range(3)) == 120


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="/proc/self/fd tells here which files are open")
def test_more_days_than_files_may_be_open(tmp_path):
    days = [MOMENT - timedelta(days=n) for n in range(MOST_OPEN + 40)]
    with Archive(tmp_path) as archive:
        places = [archive.append("import-old", replace(page(), fetched_at=day)) for day in (*days, *days)]
        held = [os.path.realpath(place) for place in Path("/proc/self/fd").iterdir()]
        assert sum(name.endswith(".warc.gz") for name in held) <= MOST_OPEN
        assert all(archive.read(place.file, place.offset).body == page().body for place in places)


def test_a_thread_that_is_left_behind_holds_no_file_from_the_next_run(tmp_path):
    left_behind = Archive(tmp_path)
    left_behind.append("office", page())
    left_behind.close()
    with pytest.raises(ValueError, match="closed"):
        left_behind.append("office", page())
    with (tmp_path / "office" / "2024-05-03.warc.gz").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_what_a_record_was_fetched_as_is_told_by_it_and_is_no_header(tmp_path):
    moved = page(url="https://office.invalid/new")
    with Archive(tmp_path) as archive:
        archive.append("office", page(url="https://office.invalid/old", status=301), role="redirect")
        place = archive.append("office", moved, role="document", asked="https://office.invalid/old")
        archive.append_revisit("office", moved, place, payload_digest(moved.body), MOMENT, role="document")
        told = [(entry.type, entry.role, entry.asked) for entry in archive.entries("office")]
        assert archive.read(place.file, place.offset) == moved
    assert told == [
        ("response", "redirect", None),
        ("response", "document", "https://office.invalid/old"),
        ("revisit", "document", None),
    ]


def test_a_revisit_names_the_record_that_other_tools_look_up(tmp_path):
    moved = page(url="https://office.invalid/new")
    with Archive(tmp_path) as archive:
        first = archive.append("office", page())
        archive.append_revisit("office", moved, first, payload_digest(page().body), MOMENT, first_url=page().url)
    with (tmp_path / first.file).open("rb") as stream:
        headers = [(record.rec_type, record.rec_headers) for record in ArchiveIterator(stream)]
    (_, original), (kind, revisit) = headers
    assert kind == "revisit"
    assert revisit.get_header("WARC-Target-URI") == moved.url
    for name in ("Target-URI", "Date"):
        assert revisit.get_header(f"WARC-Refers-To-{name}") == original.get_header(f"WARC-{name}")


def test_damage_between_whole_records_is_told_and_costs_only_what_it_hit(tmp_path):
    pages = [page(f"<p>Invented {n}</p>".encode() * 20, f"https://office.invalid/{n}") for n in range(4)]
    with Archive(tmp_path) as archive:
        places = [archive.append("office", one) for one in pages]
    path = tmp_path / places[0].file
    data = bytearray(path.read_bytes())
    data[places[1].offset + 30 : places[1].offset + 60] = bytes(30)
    path.write_bytes(data)
    with Archive(tmp_path) as archive:
        found = list(archive.entries("office"))
        told = [entry.page.url[-1] if isinstance(entry, Entry) else "damage" for entry in found]
        assert told == ["0", "damage", "2", "3"]
        assert f"bytes {places[1].offset} to {places[2].offset}" in str(found[1])
        later = archive.append("office", page(b"later"))
        assert archive.set_aside == [], "damage in the middle is no tail: what follows keeps its place"
        assert archive.read(places[3].file, places[3].offset) == pages[3]
        assert archive.read(later.file, later.offset).body == b"later"
