"""The one Store: opens a database, migrates it, and answers what the rest of the bot asks of it.

Each call is a transaction of its own. All of it is synchronous and may be called from any thread. What a chat asks
for names the chat: an article of another chat is not there for it (`articles.on_shelf`).
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Self, Unpack

from sqlalchemy import Connection, Engine

from bot.facts.article import Article
from bot.store import articles, buttons, chats, facts, told
from bot.store.articles import ArticleRow, Head, StoredArticle
from bot.store.buttons import Button
from bot.store.chats import Change, Chat
from bot.store.engine import engine_for, reader
from bot.store.facts import Fold, NamedFact
from bot.store.migrate import migrate

DECODED = 32  # articles kept decoded: what the active chats are reading, at most some tens of megabytes


class Store:
    """A database that is open. `fold` turns a name into the form it is searched by, whatever script it was typed in."""

    def __init__(self, engine: Engine, fold: Fold) -> None:
        self._writer, self._reader, self._fold = engine, reader(engine), fold
        self._decoded: OrderedDict[Head, Article] = OrderedDict()
        self._turn = Lock()

    @classmethod
    def open(cls, url: str, fold: Fold) -> Self:
        """Opens the database behind an SQLite or PostgreSQL URL and brings its tables up to date, or raises ConfigError."""
        engine = engine_for(url)
        migrate(engine)
        return cls(engine, fold)

    def close(self) -> None:
        self._writer.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction for the functions of this package: committed at the end, undone by an exception."""
        with self._writer.begin() as db:
            yield db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one moment of the database."""
        with self._reader.begin() as db:
            yield db

    # Articles

    def put_article(self, article: Article, *, shelf: int | None, stem: str, parser_version: str) -> int:
        """Puts an article on a chat's shelf (None: bundled, on every shelf) and returns its id; the same stem is replaced."""
        with self.write() as db:
            return self._put(db, article, shelf=shelf, stem=stem, parser_version=parser_version)

    def article(self, chat_id: int, article_id: int) -> StoredArticle | None:
        with self.read() as db:
            return self._load(db, articles.head(db, chat_id, article_id))

    def current(self, chat_id: int) -> StoredArticle | None:
        """The article that was picked in this chat, else the newest on its shelf; None when the shelf is empty."""
        with self.read() as db:
            return self._load(db, articles.current(db, chat_id))

    def pick(self, chat_id: int, article_id: int) -> bool:
        """Makes an article of its shelf the current one of the chat; False when it is not there."""
        with self.write() as db:
            found = articles.head(db, chat_id, article_id)
            if found:
                chats.pick(db, chat_id, article_id)
            return found is not None

    def remove(self, chat_id: int, article_id: int) -> bool:
        """Takes an article off the chat's own shelf; False when it is not there, or is bundled."""
        with self.write() as db:
            return articles.remove(db, chat_id, article_id)

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> tuple[ArticleRow, ...]:
        """A page of the chat's shelf, bundled and own, newest first."""
        with self.read() as db:
            return articles.page(db, chat_id, limit, offset)

    def shelf_size(self, chat_id: int) -> int:
        with self.read() as db:
            return articles.count(db, chat_id)

    def named(self, chat_id: int, kind: str, name: str, limit: int) -> tuple[NamedFact, ...]:
        """The facts of a kind on the whole shelf whose name contains what was typed, in either script."""
        with self.read() as db:
            return facts.named(db, chat_id, kind, self._fold(name), limit)

    # Upkeep of articles, for no chat

    def bundled(self) -> dict[str, Head]:
        """What is on everybody's shelf, by stem."""
        with self.read() as db:
            return articles.bundled(db)

    def drop_bundled(self, stems: Collection[str]) -> None:
        with self.write() as db:
            articles.drop_bundled(db, stems)

    def outdated(self, parser_version: str) -> tuple[Head, ...]:
        """The articles of every shelf that another version of the parser has read."""
        with self.read() as db:
            return articles.outdated(db, parser_version)

    def source(self, known: Head) -> str | None:
        """What came in as this article, None when that is gone."""
        with self.read() as db:
            return articles.source(db, known)

    def renew(self, known: Head, article: Article, parser_version: str) -> bool:
        """Keeps a new parse of a stored article; False when that was removed or replaced in the meantime."""
        with self.write() as db:
            if not articles.hold(db, known):
                return False
            self._put(db, article, shelf=known.shelf, stem=known.stem, parser_version=parser_version)
            return True

    # Chats, buttons, and what Telegram was told

    def chat(self, chat_id: int) -> Chat:
        """What a chat has set; nothing, when nobody has met it."""
        with self.read() as db:
            return chats.get(db, chat_id)

    def change_chat(self, chat_id: int, **values: Unpack[Change]) -> None:
        """Sets what is given and leaves the rest: `change_chat(1, language=None)` follows the user's own again."""
        with self.write() as db:
            chats.change(db, chat_id, values)

    def new_button(self, chat_id: int, line: str, article_id: int | None = None) -> str:
        """A token for a button of this chat that types `line`; 12 URL-safe characters."""
        return self.new_buttons(chat_id, (line,), article_id)[0]

    def new_buttons(self, chat_id: int, lines: Sequence[str], article_id: int | None = None) -> tuple[str, ...]:
        """The tokens of all buttons under a message at once: one commit instead of one each."""
        with self.write() as db:
            return buttons.add(db, chat_id, lines, article_id)

    def button(self, chat_id: int, token: str) -> Button | None:
        """What a tapped button does; None when it is unknown, too old or another chat's."""
        with self.write() as db:
            return buttons.use(db, chat_id, token)

    def purge_buttons(self, before: datetime) -> int:
        """Forgets the buttons that were not used since `before`, and says how many."""
        with self.write() as db:
            return buttons.purge(db, before)

    def told(self, key: str) -> str | None:
        """The hash of what Telegram was last told under a key."""
        with self.read() as db:
            return told.get(db, key)

    def tell(self, key: str, value: str) -> None:
        with self.write() as db:
            told.put(db, key, value)

    def _put(self, db: Connection, article: Article, *, shelf: int | None, stem: str, parser_version: str) -> int:
        article_id = articles.put(db, article, shelf=shelf, stem=stem, parser_version=parser_version)
        facts.replace(db, article_id, article, self._fold)
        return article_id

    def _load(self, db: Connection, known: Head | None) -> StoredArticle | None:
        """Decodes an article once for as long as it is in use; `known` was read in the same transaction."""
        if known is None:
            return None
        with self._turn:
            article = self._decoded.pop(known, None)
        article = article or articles.load(db, known)
        with self._turn:
            self._decoded[known] = article
            if len(self._decoded) > DECODED:
                self._decoded.popitem(last=False)
        return StoredArticle(known.id, known.stem, known.shelf, article, known.parser_version)
