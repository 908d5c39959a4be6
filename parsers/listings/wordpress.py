"""Listings from the REST API of WordPress (developer.wordpress.org/rest-api): posts, or posts of another type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from parsers.documents.markup import one_line
from parsers.html import address
from parsers.json_page import Json
from parsers.listings.api_pages import item_of, number_in, with_parameter
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser

KEPT = (
    "id",
    "type",
    "status",
    "link",
    "slug",
    "date",
    "date_gmt",
    "modified",
    "modified_gmt",
    "title",
    "content",
    "lang",
    "wpml_current_locale",
    "wpml_translations",
)
"""Fields of a post that are handed over. All others are of the site, not of the release (heads for search engines,
counts of views, classes of the theme), and many differ at each request."""
TERM = ("name", "slug", "taxonomy")
FILE = ("source_url", "mime_type", "title")
_NEXT = re.compile(r"<([^<>]+)>\s*;\s*rel=\"?next\"?", re.IGNORECASE)


@listing_parser("wordpress")
def parse(page: Page, *, timezone: str = "UTC", extra_fields: tuple[str, ...] = ()) -> Listing:
    """WordPress REST API (``/wp-json/wp/v2/posts?per_page=100&_embed=wp:term``): whole posts with the listing.

    Any type of post, and any filter of the API in the address. ``_embed=wp:term`` hands over the names of categories
    and tags. Next page by the header ``Link``, else ``X-WP-TotalPages``, else while pages are full. ``extra_fields``
    names further fields of the posts to hand over (``acf``).

    Raises:
        ParseError: the answer is an error of WordPress, or no list of posts, or a post has no address.
    """
    if page.body.lstrip()[:1] == b"{":
        told = Json.of(page)
        raise ParseError(f"WordPress answers {told.get('code')!r}: {told.get('message')!r}", url=page.url)
    posts = Json.many(page)
    links = []
    for post in posts:
        url = address(page.url, post.text("link"))
        if url is None:
            raise ParseError("is no web address", url=page.url, selector=f"{post.place}.link")
        title, moment = post.get("title.rendered"), read_moment(str(post.get("date") or ""), timezone)
        item = {name: post.value[name] for name in (*KEPT, *extra_fields) if name in post.value}
        item["_embedded"] = _embedded(post)
        links.append(
            Link(
                url,
                one_line(title) or None if isinstance(title, str) else None,
                moment.day if moment else None,
                item_of(item, page.url),
            )
        )
    return Listing(tuple(links), _next(page, len(posts)))


def _embedded(post: Json) -> dict[str, Any]:
    """Names of the post's terms and its files, as ``_embed`` gives them: lists of lists."""
    return {
        relation: [[_only(one, names) for one in group] for group in groups if isinstance(group, list)]
        for relation, names in (("wp:term", TERM), ("wp:attachment", FILE))
        if isinstance(groups := post.get(f"_embedded.{relation}"), list)
    }


def _only(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value[name] for name in names if name in value} if isinstance(value, Mapping) else {}


def _next(page: Page, posts: int) -> str | None:
    told = _NEXT.search(page.headers.get("link", ""))
    if told:
        return address(page.url, told[1])
    number, pages = number_in(page.url, "page", 1), page.headers.get("x-wp-totalpages", "")
    if pages.isascii() and pages.isdigit():
        more = number < int(pages[:9])
    else:
        more = posts > 0 and posts == number_in(page.url, "per_page", 10)
    return with_parameter(page.url, "page", number + 1) if more else None
