"""The articles in config/articles, on both databases."""

from pathlib import Path

import pytest

from bot.errors import TextRefused
from bot.facts.article import Article
from bot.intake.bundled import Synced, sync_bundled
from bot.store.store import Store
from tests.build import an_article

ANYONE = 42


class Parser:
    """Marks every article with the parser's version, and remembers what it was given."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.texts: list[str] = []

    def __call__(self, text: str) -> Article:
        self.texts.append(text)
        return an_article(text.strip(), source=text, title=f"{text.strip()} {self.version}")


def sync(store: Store, directory: Path, version: str = "1") -> Synced:
    return sync_bundled(store, directory, Parser(version), version)


def titles(store: Store, chat: int = ANYONE) -> dict[str, str]:
    return {row.stem: row.title for row in store.shelf(chat, 99)}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Two articles, and what is none."""
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "b.md").write_text("\ufeff乙", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    (tmp_path / "d.txt").mkdir()
    return tmp_path


def test_articles_are_on_every_shelf_by_their_stem(store: Store, directory: Path) -> None:
    (directory / "d.txt").rmdir()
    assert sync(store, directory) == Synced(("a.txt", "b.md"), (), ())
    assert titles(store) == titles(store, chat=-1001) == {"a": "甲 1", "b": "乙 1"}


def test_an_article_is_parsed_once(store: Store, directory: Path) -> None:
    """Again only when its file changed, or when another version of the parser would read it otherwise."""
    sync(store, directory)
    ids = {row.stem: row.id for row in store.shelf(ANYONE, 99)}
    assert sync(store, directory).parsed == ()
    (directory / "b.md").write_text("丙", encoding="utf-8")
    assert sync(store, directory).parsed == ("b.md",)
    assert sync(store, directory, "2").parsed == ("a.txt", "b.md")
    assert titles(store) == {"a": "甲 2", "b": "丙 2"}
    assert {row.stem: row.id for row in store.shelf(ANYONE, 99)} == ids


def test_an_article_whose_file_is_gone_is_taken_off(store: Store, directory: Path) -> None:
    sync(store, directory)
    own = store.put_article(an_article(), shelf=ANYONE, stem="a", parser_version="1")  # a chat's own of that name stays
    (directory / "a.txt").unlink()
    assert sync(store, directory).removed == ("a",)
    assert set(titles(store, chat=-1001)) == {"b"}
    assert store.article(ANYONE, own)


def test_what_cannot_be_read_is_named_and_stops_nothing(store: Store, directory: Path) -> None:
    sync(store, directory)
    (directory / "a.txt").write_bytes("甲".encode("big5"))
    (directory / "aa.txt").write_text("文" * 200_001, encoding="utf-8")
    (directory / "b.txt").write_text("另一個乙", encoding="utf-8")
    (directory / "e.txt").write_text("戊", encoding="utf-8")
    synced = sync(store, directory)
    assert [name for name, _ in synced.refused] == ["a.txt", "aa.txt", "b.txt", "d.txt"]
    assert all(reason for _, reason in synced.refused)
    assert synced.parsed == ("e.txt",)
    assert titles(store) == {"a": "甲 1", "b": "乙 1", "e": "戊 1"}  # what was read before stays


def test_what_the_parser_refuses_is_named_and_stops_nothing(store: Store, directory: Path) -> None:
    def parse(text: str) -> Article:
        if text == "甲":
            raise TextRefused("refused.empty")
        return an_article(text)

    synced = sync_bundled(store, directory, parse, "1")
    assert synced.refused[0] == ("a.txt", "refused.empty")
    assert synced.parsed == ("b.md",)


def test_no_directory_is_no_articles(store: Store, tmp_path: Path) -> None:
    assert sync(store, tmp_path / "articles") == Synced((), (), ())
