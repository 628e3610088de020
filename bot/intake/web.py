"""From an address to the article that stands there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import AnswerRefused, TextRefused
from bot.intake.fetch import HTML, Fetched, Fetcher
from bot.intake.files import accepted, decoded
from bot.intake.pages import article_text


@dataclass(frozen=True, slots=True)
class Found:
    """The text of an article with its imprint over it, and the address that it was found at after all redirects, if any."""

    text: str
    url: str | None = None


def article_at(fetcher: Fetcher | None, url: str) -> Found:
    """Reads the article at an address; FetchRefused or TextRefused where there is none to read, or nothing to read it with."""
    if fetcher is None:
        raise AnswerRefused("fetch.off")
    fetched = fetcher.get(url)
    return Found(article_in(fetched), fetched.url)


def article_in(fetched: Fetched) -> str:
    """The article on a page that was fetched; AnswerRefused where there is none on it."""
    host = urlsplit(fetched.url).hostname or fetched.url
    try:
        text = decoded(fetched.body, fetched.charset).replace("\r\n", "\n").replace("\r", "\n")
    except TextRefused:
        raise AnswerRefused("fetch.unreadable", host=host) from None
    is_page = fetched.content_type in HTML or (not fetched.content_type and text.lstrip()[:1] == "<")
    found = article_text(text) if is_page else text.strip()
    if not found:
        raise AnswerRefused("fetch.no_article", host=host)
    return accepted(found)
