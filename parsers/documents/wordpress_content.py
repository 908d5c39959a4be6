"""What stands in the content of a WordPress post and is no part of the release: plugins' furniture and shortcodes."""

from __future__ import annotations

import re

from parsers.text import fold, join

FURNITURE = ", ".join(
    [
        # Jetpack: sharing, likes, related posts
        ".sharedaddy, .sd-sharing, .jp-relatedposts, #jp-post-flair",
        ".wp-block-jetpack-sharing-buttons, .wp-block-jetpack-related-posts, .wp-block-jetpack-like",
        # AddToAny, Sassy Social Share, the block editor's links to networks
        ".addtoany_share_save_container, .addtoany_content, .heateor_sss_sharing_container, .wp-block-social-links",
        # YARPP, Contextual Related Posts, links to the post before and after
        ".yarpp, .yarpp-related, .crp_related, .wp-block-post-navigation-link",
        # tables of contents made by Easy Table of Contents, Table of Contents Plus, LuckyWP
        "#ez-toc-container, #toc_container, .lwptoc",
        # captions of pictures; posts of this or another site shown as cards
        "figcaption, .wp-caption-text, .gallery-caption, blockquote.wp-embedded-content",
        # the editor's blocks that are buttons and widgets: download, latest posts, feeds, archives, clouds of tags
        ".wp-block-file__button, .wp-block-file__embed, .wp-block-latest-posts, .wp-block-query, .wp-block-rss",
        ".wp-block-archives, .wp-block-categories, .wp-block-tag-cloud, .wp-block-latest-comments",
        "form, nav",
    ]
)
"""Selector of elements that plugins and the editor put into the content."""
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\[\]]*\][^\[\]]*\[/(?:wp_)?caption\]", re.IGNORECASE)
_NAME = r"[A-Za-z][\w-]*"
_VALUE = r"""(?:"[^"\[\]]*"|“[^”\[\]]*”|”[^”\[\]]*”|″[^″\[\]]*″|'[^'\[\]]*'|[^\s\[\]"'“”″]+)"""
"""A quoted value; WordPress makes typographer's quotes of them in what it takes for text."""
_WITH_VALUES = re.compile(rf"\[{_NAME}(?:\s+[\w-]+\s*=\s*{_VALUE})+\s*/?\]")
_CLOSING = re.compile(rf"\[/({_NAME})\]")
_ALONE = re.compile(rf"\[({_NAME})\s*/?\]")
_SHORT = frozenset({"gallery", "playlist", "embed", "toc", "contact-form", "divider", "spacer"})
"""Shortcodes that stand alone, without values; other words in brackets are the author's ("[sic]", "[the company]")."""


def without_shortcodes(text: str) -> str:
    """A body without the shortcodes that a plugin, switched off since, left in it: ``[vc_row width="1/2"]…[/vc_row]``.

    What stands between an opening and a closing one stays, but for captions of pictures.
    """
    if "[" not in text:
        return text
    text = _CAPTION.sub(" ", text)
    closed = {name.lower() for name in _CLOSING.findall(text)} | _SHORT
    text = _CLOSING.sub(" ", _WITH_VALUES.sub(" ", text))
    text = _ALONE.sub(lambda found: " " if found[1].lower() in closed else found[0], text)
    return join(fold(paragraph) for paragraph in text.split("\n\n"))
