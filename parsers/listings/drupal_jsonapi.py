"""Listings from Drupal's JSON:API module (drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from config.sources import WebAddress
from parsers.documents.drupal_dates import read_drupal_moment
from parsers.documents.drupal_jsonapi import stated_at
from parsers.html import address
from parsers.json_page import Json
from parsers.listings.api_pages import item_of
from parsers.listings.jsonapi_resources import key_of, lasting, referred
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser


@listing_parser("drupal_jsonapi")
def parse(
    page: Page,
    *,
    timezone: str = "UTC",
    title_field: str = "title",
    date_field: str = "created",
    site: WebAddress | None = None,
) -> Listing:
    """Drupal JSON:API (``/jsonapi/node/press_release?sort=-created&page[limit]=50``): whole releases with the listing.

    What ``include=field_topic,field_file`` adds to the answer goes with the releases that refer to it. Their pages are
    at ``path.alias``, else ``/node/NUMBER``, under ``site``: by default what stands before ``/jsonapi`` in the address
    of the listing, which also tells the language (``/fr/jsonapi/…``). Next page by ``links.next``.

    Raises:
        ParseError: it is an answer with errors, or no list of resources, or a release has no address.
    """
    answer = Json.of(page)
    if answer.get("errors"):
        told = [error.get("detail") or error.get("title") for error in answer.items("errors")]
        raise ParseError(f"JSON:API answers with an error: {str(told[0])[:200]}", url=page.url, selector="errors")
    if not isinstance(answer.get("data"), list):
        raise ParseError("is no list of resources", url=page.url, selector="data")
    parts = urlsplit(page.url)
    base = site or f"{parts.scheme}://{parts.netloc}{parts.path.partition('/jsonapi')[0]}"
    included = {key_of(one.value): one.value for one in answer.items("included")}
    links = []
    for resource in answer.items("data"):
        url = _public_address(resource, base.rstrip("/"))
        stated = stated_at(resource, f"attributes.{date_field}")
        moment = read_drupal_moment(stated, timezone) if stated else None
        item = {
            "data": lasting(resource.value),
            "included": [lasting(one) for one in referred(resource.value, included)],
        }
        links.append(
            Link(
                url,
                stated_at(resource, f"attributes.{title_field}"),
                moment.day if moment else None,
                item_of(item, url),
            )
        )
    following = answer.get("links.next")
    href = following.get("href") if isinstance(following, Mapping) else following
    return Listing(tuple(links), address(page.url, href) if isinstance(href, str) else None)


def _public_address(resource: Json, base: str) -> str:
    alias, number = resource.maybe_text("attributes.path.alias"), resource.get("attributes.drupal_internal__nid")
    path = alias or (f"/node/{number}" if isinstance(number, int) else None)
    url = address(f"{base}/", base + path) if path and path.startswith("/") else None
    if url is None:
        place = f"{resource.place}.attributes"
        raise ParseError("has no address", url=resource.url, selector=f"{place}.path.alias or drupal_internal__nid")
    return url
