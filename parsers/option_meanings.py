"""What each option of the parsers means, in one line: the words of docs/parsers.md, which ``parsers.manual`` makes."""

from __future__ import annotations

from collections.abc import Mapping

OPTIONS: Mapping[str, str] = {
    "attachments": "Links to files that belong to the release.",
    "body": "The one element that holds the text.",
    "body_field": "Field of the text, dotted for a part of it.",
    "date": "The one element that shows the day of publication.",
    "date_attribute": "Attribute of that element that tells the day; without it, the element's words.",
    "date_field": "Field of the day of publication, dotted for a part of it.",
    "date_format": "How the day is written (`%d.%m.%Y`, as for `strptime`), where it is neither ISO nor written out.",
    "date_pattern": "The part of the words that is the day: its first group, where it has one.",
    "exclude": "Addresses that match are left out.",
    "fields": "Further elements or fields whose words are kept in `document.fields`.",
    "first_page": "Number that `page_parameter` has on the first page.",
    "item": "One release of the index: a row, a list item, or the link itself.",
    "link": "The link inside of an item.",
    "minimum": "Fewest items of a first page; fewer mean that the page is not read as it should be.",
    "next": 'The link to the next page; `a:-soup-contains("Older")` finds one by its words.',
    "page_parameter": "Query parameter that counts the pages, where no link leads on.",
    "pattern": "Only addresses that match are kept.",
    "title": "The one element that holds the title.",
    "title_field": "Field of the title, dotted for a part of it.",
    "without": "What is left out of the body.",
    # where a parser means something of its own
    "listing drupal_jsonapi.site": "Where the public pages lie; without it, what stands before `/jsonapi`.",
    "listing drupal_views.date": "What shows the day of a row.",
    "listing drupal_views.link": "The link of a row, which is its title.",
    "listing drupal_views.pager": "The link to the next page.",
    "listing drupal_views.row": "One release of the view.",
    "listing drupal_views.view": "The view, on pages that show several (`.view-press-releases`).",
    "listing feed.full_text": "The feed holds whole releases: hand them over to `feed_item`, ask for no pages.",
    "listing feed.title_pattern": "Only titles that match are kept.",
    "listing govuk_search.content_api": "Path of the content API, under which each result's answer lies.",
    "listing html_index.date": "What shows the day of an item: a hint, for ranges of days and where discovery stops.",
    "listing html_index.title": "What holds the title of an item; without it, the words of the link.",
    "listing html_index.url_pattern": "Only addresses that match are kept.",
    "listing json_index.site": "Address from which relative ones count, where it is not the API's own.",
    "listing json_index.date": "Path of an item's day.",
    "listing json_index.item": "Hand over each item whole, so that its address is not asked for.",
    "listing json_index.items": "Path of the list of releases, or of an object that holds each under its id.",
    "listing json_index.link": "Path of an item's address, or a template: `https://www.example.org/news/{slug}`.",
    "listing json_index.next": "Path of the next page's address, or of a cursor.",
    "listing json_index.next_parameter": "Query parameter that takes the cursor.",
    "listing json_index.next_template": "Address of the next page, with `{cursor}`.",
    "listing json_index.offset_parameter": "Query parameter that counts the items left out so far.",
    "listing json_index.only": "Values that a path must have: `{type: [release]}`.",
    "listing json_index.pages": "Path of the number of pages.",
    "listing json_index.title": "Path of an item's title.",
    "listing json_index.total": "Path of the number of items.",
    "listing sharepoint_list.date": "Field of an item's day.",
    "listing sharepoint_list.link": "Public address of an item, its fields in braces: `https://x.example/p.aspx?ID={ID}`.",
    "listing sharepoint_list.title": "Field of an item's title.",
    "listing sitemap.date_in_url": "Finds the day in an address, by the groups `year`, `month`, `day`.",
    "listing sitemap.parts": "Of an index, only sitemaps whose address matches are read.",
    "listing us_doj_news.item": "One release; may be narrowed to one kind of news.",
    "listing wordpress.extra_fields": "Further fields of the posts to hand over (`acf`).",
    "document drupal_node.topics": "Links to the tags of the release.",
    "document feed_item.date": "Which day of the item counts; `updated` is for feeds that tell no other.",
    "document feed_item.teaser": "Take teasers for releases.",
    "document pdf_release.date_of_file": "Where the text states no day, the day on which the file was made is it.",
    "document pdf_release.pages_at_most": "Pages read of a longer file.",
    "document sharepoint_item.body": "Field of the text (HTML or plain).",
    "document sharepoint_item.date": "Field of the day: `ArticleStartDate`, `PublishDate`, `Created`.",
    "document sharepoint_item.title": "Field of the title.",
}
"""Option, or ``kind parser.option`` where a parser means something of its own → its meaning."""


def meaning_of(kind: str, parser: str, option: str) -> str | None:
    """What an option of a parser means; None where nothing is written on it. ``kind``: listing or document."""
    return OPTIONS.get(f"{kind} {parser}.{option}") or OPTIONS.get(option)
