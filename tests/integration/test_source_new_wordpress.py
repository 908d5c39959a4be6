"""A source made of a real WordPress by its address alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.stages.run import run_sources
from pipelines.workbench.new import make_source
from pipelines.workbench.wish import Wish
from tests.integration.test_wordpress import PUBLIC, releases
from tests.real_wordpress import WordPress, missing

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"WordPress is not installed: `{missing()}`")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    with WordPress(tmp_path_factory.mktemp("wordpress"), releases()) as site:
        yield site


def test_the_interface_is_found_and_every_public_release_is_read(tmp_path: Path, site: WordPress) -> None:
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources", fixtures=tmp_path / "fixtures")
    wish = Wish(f"{site.base}/", "ke-wordpress", country="KE", delay_seconds=0, networks=("127.0.0.0/8",))
    told: list[tuple[str, str]] = []
    made = make_source(wish, settings, lambda label, found: told.append((label, found)))
    source = load_source(made.path)
    assert source.listing is not None
    assert (source.listing.parser, source.document.parser) == ("wordpress", "wordpress"), told
    assert source.timezone == "Africa/Nairobi"
    assert source.name == "Invented Integrity Office"
    summary = run_sources(settings, {source.source_id: source})
    assert summary.total.new == PUBLIC, [one.reason for one in summary.rejections]
