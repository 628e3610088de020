"""What a web page says about its article: headline, outlet, author and date.

From the most explicit to the least: its linked data (schema.org in JSON-LD), its meta tags (Open Graph and what sites made
up before), what stands beside the headline for readers, and the title of the window.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from bot.facts.imprint import Imprint

LINKED = '//script[@type="application/ld+json"]/text()'
ARTICLE = re.compile(r"(?:.*Article|Report|BlogPosting)$")
# Between a headline and its site in a window's title: 標題 - 政治 - 某某報, 标题_某某网, 標題｜某某. Must not match the dash of
# 2023-24 or COVID-19, which has no blanks around it.
PARTING = re.compile(r"\s+[-–—|｜]\s+|[_|｜]|--|\s+[-–—]\s*$")
# What the last piece of such a title has to end in to be a house's name, and what no author's name ends in.
HOUSE = re.compile(
    r".{0,20}(?:网|網|报|報|社|台|臺|新闻|新聞|财经|財經|在线|在線|周刊|週刊|杂志|雜誌|电视|電視|中文|[Nn]ews|NEWS)$"
)
# 李明, 李明、王芳, Jane Doe. Must not match a number, an address of a page, or 責任編輯.
PERSON = re.compile(r"[一-鿿·]{2,8}(?:[、，, /][ ]?[一-鿿·]{2,8}){0,5}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}")
BESIDE = re.compile(r"author|byline|writer|reporter|source|origin|info|date|time|laiyuan|zuozhe|meta", re.IGNORECASE)
SIGNED = re.compile(r"author|byline|writer|reporter", re.IGNORECASE)
SOURCE = re.compile(r"(?:来源|來源|稿源|出處|出处)[ \u3000]*[:：][ \u3000]*([^\s|｜:：]{2,20})")
WRITER = re.compile(r"(?:作者|记者|記者|撰文|文)[ \u3000]*[:：/／|｜][ \u3000]*([^\s|｜:：/／（）()]{2,20})")
LONGEST_BESIDE = 80  # characters of what stands beside the headline


def read_head(tree: HtmlElement) -> Imprint:
    """The imprint of a parsed page; what the page does not say is None."""
    linked = next(_linked(tree), {})
    window = " ".join((tree.findtext(".//title") or "").split())
    houses = [piece for piece in PARTING.split(window)[1:] if piece]
    beside = list(_named(BESIDE, tree))
    outlet = (
        _meta(tree, "og:site_name")
        or _name(linked.get("publisher"))
        or _meta(tree, "source", "publisher")
        or _labelled(SOURCE, beside)
        or next((piece for piece in reversed(houses) if HOUSE.fullmatch(piece)), None)
    )
    outlet = _bare(SOURCE, outlet)
    authors = (
        _name(linked.get("author")),
        _meta(tree, "author", "article:author", "dable:author"),
        _labelled(WRITER, beside),
        *_named(SIGNED, tree),
    )
    people = (author for author in map(_bare_name, authors) if author and _is_person(author, [outlet or "", *houses]))
    return Imprint(
        title=_title(tree, linked, window),
        outlet=outlet,
        author=next(people, None),
        published=find_date(tree, original_date=True, extensive_search=False),
    )


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles among a page's linked data, the one with a headline first; broken JSON is passed over."""
    found = []
    for text in tree.xpath(LINKED):
        try:
            found += list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue
    articles = (item for item in found if any(ARTICLE.match(str(kind)) for kind in _listed(item.get("@type"))))
    yield from sorted(articles, key=lambda item: "headline" not in item)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []))


def _title(tree: HtmlElement, linked: dict[str, Any], window: str) -> str | None:
    """The page's headline without its site; a heading of the page that the window's title begins with says where it ends."""
    whole = _text(linked.get("headline")) or _meta(tree, "og:title", "twitter:title") or window
    for heading in map(_squeezed, tree.iter("h1", "h2")):
        if len(heading) >= 4 and (whole.startswith(heading) or _spaceless(whole).startswith(_spaceless(heading))):
            return heading
    return PARTING.split(whole)[0].strip() or None


def _name(value: Any) -> str | None:
    """The names of a person or an organisation of linked data, or of several."""
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in _listed(value)]
    return "、".join(filter(None, names)) or None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else None


def _meta(tree: HtmlElement, *names: str) -> str | None:
    """The first of these meta tags that says something; an address says nothing."""
    for name in names:
        for attribute in ("property", "name"):
            for content in tree.xpath(f'//meta[@{attribute}="{name}"]/@content'):
                if content.strip() and "://" not in content:
                    return " ".join(content.split())
    return None


def _labelled(label: re.Pattern[str], lines: list[str]) -> str | None:
    return next((match[1] for line in lines if (match := label.search(line))), None)


def _bare_name(author: str | None) -> str | None:
    """Without 記者 in front and a date behind."""
    return author and re.sub(r"^(?:記者|记者|作者|文)[ :：/／]*|[ ]*20\d\d[-/.年][-/.年月日:： \d]*$", "", author)


def _bare(label: re.Pattern[str], value: str | None) -> str | None:
    match = label.search(value or "")
    return match[1] if match else value


def _is_person(author: str, houses: list[str]) -> bool:
    """Must not take the house for a person: 某某網 as the author of everything on it."""
    return (
        PERSON.fullmatch(author) is not None
        and not HOUSE.fullmatch(author)
        and not any(author in house for house in houses)
    )


def _named(names: re.Pattern[str], tree: HtmlElement) -> Iterator[str]:
    """What stands in short elements whose names say what they hold."""
    for element in tree.iter("*"):
        if names.search(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"):
            words = _squeezed(element)
            if 0 < len(words) <= LONGEST_BESIDE:
                yield words


def _squeezed(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _spaceless(text: str) -> str:
    return re.sub(r"\s", "", text)
