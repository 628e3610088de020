"""The one Store: opens a database, migrates it, and answers what the rest of the bot asks of it.

Each call is a transaction of its own. All of it is synchronous and may be called from any thread. What a chat asks
for names the chat: an article of another chat is not there for it (`articles.on_shelf`).
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self, Unpack

from sqlalchemy import Connection, Engine

from bot.errors import ConfigError
from bot.facts.article import Article, Fact
from bot.facts.likeness import sketch
from bot.store import articles, buttons, chats, endings, facts, finding, prints, search, shelves, told
from bot.store.articles import ArticleRow, Head, StoredArticle
from bot.store.buttons import Button
from bot.store.chats import Change, Chat
from bot.store.decoded import Decoded
from bot.store.engine import engine_for, reader
from bot.store.entries import Entry, Fold
from bot.store.migrate import migrate
from bot.store.prints import NOWHERE, Print
from bot.store.shelves import DEFAULTS, Limits
from bot.store.tables import Via

MOST_NAMED = 40  # facts found by a name, of so many articles at most: five pages


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """A database that is open. `fold` turns a name into the form it is searched by, whatever script it was typed in.

    `now` is the clock that says when an article came in, `limits` what the shelves of chats may hold.
    """

    def __init__(
        self, engine: Engine, fold: Fold, now: Callable[[], datetime] = utc_now, limits: Limits = DEFAULTS
    ) -> None:
        self._writer, self._reader, self.fold, self._now = engine, reader(engine), fold, now
        self.limits = limits
        self._decoded = Decoded()

    @classmethod
    def open(cls, url: str, fold: Fold, now: Callable[[], datetime] = utc_now, limits: Limits = DEFAULTS) -> Self:
        """Opens the database behind an SQLite or PostgreSQL URL and brings its tables up to date, or raises ConfigError."""
        engine = engine_for(url)
        try:
            migrate(engine)
        except ConfigError:
            engine.dispose()
            raise
        return cls(engine, fold, now, limits)

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

    def now(self) -> datetime:
        """By the clock of what is kept here, in UTC."""
        return self._now()

    # Articles

    def put_article(self, article: Article, *, shelf: int | None, stem: str, parser_version: str) -> int:
        """Puts an article on a chat's shelf (None: bundled, on every shelf) and returns its id; the same stem is replaced."""
        with self.write() as db:
            return self.keep(db, article, shelf=shelf, stem=stem, parser_version=parser_version)

    def keep(
        self,
        db: Connection,
        article: Article,
        *,
        shelf: int | None,
        stem: str,
        parser_version: str,
        came: Print = NOWHERE,
        via: Via | None = None,
    ) -> int:
        """The same in a transaction of the caller's; `came` says where the article was printed."""
        number = self._put(db, article, shelf=shelf, stem=stem, parser_version=parser_version)
        articles.came(db, number, came.url, came.address, via)
        return number

    def article(self, chat_id: int, article_id: int) -> StoredArticle | None:
        with self.read() as db:
            known = articles.head(db, chat_id, article_id)
            return self.load(db, known) if known else None

    def current_article(self, chat_id: int) -> StoredArticle | None:
        """The article that was picked in this chat, else the newest on its shelf; None when the shelf is empty."""
        with self.read() as db:
            known = articles.current(db, chat_id)
            return self.load(db, known) if known else None

    def articles(self, chat_id: int, limit: int, offset: int = 0) -> tuple[StoredArticle, ...]:
        """The articles on the chat's shelf, bundled and own, newest first."""
        with self.read() as db:
            return tuple(self.load(db, known) for known in articles.heads(db, chat_id, limit, offset))

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> tuple[ArticleRow, ...]:
        """The same as light rows for a list, without texts and facts."""
        with self.read() as db:
            return articles.page(db, chat_id, limit, offset)

    def listed(self, chat_id: int, article_id: int) -> ArticleRow | None:
        """The row of one article on the chat's shelf."""
        with self.read() as db:
            return articles.row(db, chat_id, article_id)

    def shelf_size(self, chat_id: int) -> int:
        with self.read() as db:
            return articles.count(db, chat_id)

    def facts_named(
        self, chat_id: int, kind: str, folded_name: str, limit: int = MOST_NAMED
    ) -> tuple[tuple[StoredArticle, Fact], ...]:
        """The facts of a kind on the whole shelf whose name holds, or is held by, the one that was asked for.

        Of limits, capabilities, advice and industries also those that tell of it. Both names in the form that `fold`
        gives; newest article first, in an article in order of the text, at most `limit`.
        """
        found: list[tuple[StoredArticle, Fact]] = []
        with self.read() as db:
            names = finding.called(db, folded_name)
            for known in finding.of_name(db, chat_id, kind, folded_name, names, limit):
                stored = self.load(db, known)
                named = facts.of_name(stored.article, kind, folded_name, frozenset(names), self.fold)
                found += ((stored, fact) for fact in named)
                if len(found) >= limit:
                    break
        return tuple(found[:limit])

    def pick(self, chat_id: int, article_id: int) -> None:
        """Makes an article on its shelf the current one of the chat; any other changes nothing."""
        with self.write() as db:
            if articles.head(db, chat_id, article_id):
                chats.pick(db, chat_id, article_id)

    def remove(self, chat_id: int, article_id: int) -> bool:
        """Takes an article off the chat's own shelf, for a week with a way back; False when it is not there, or is bundled."""
        with self.write() as db:
            return articles.remove(db, chat_id, article_id, self._now())

    def restore(self, chat_id: int, article_id: int) -> bool:
        """Brings back an article that was taken off, just as it was; False when it is not there any more."""
        with self.write() as db:
            return articles.restore(db, chat_id, article_id)

    # Upkeep of articles, for no chat

    def bundled(self) -> dict[str, Head]:
        """What is on everybody's shelf, by stem."""
        with self.read() as db:
            return articles.bundled(db)

    def drop_bundled(self, stems: Collection[str]) -> None:
        with self.write() as db:
            articles.drop_bundled(db, stems)

    def outdated(self, parser_version: str) -> tuple[Head, ...]:
        """The articles of every shelf that another version of the parser has read, the newest first."""
        with self.read() as db:
            return articles.outdated(db, parser_version)

    def source(self, known: Head) -> str | None:
        """What came in as this article, None when that is gone."""
        with self.read() as db:
            return articles.source(db, known)

    def renew(self, known: Head, article: Article, parser_version: str) -> bool:
        """Keeps a new parse of a stored article; False when it was removed, replaced or renewed in the meantime."""
        with self.write() as db:
            if not articles.hold(db, known):
                return False
            self._put(db, article, shelf=known.shelf, stem=known.stem, parser_version=parser_version)
            return True

    def expire(self) -> int:
        """Takes off the shelves what their chats keep no longer, forgets what was taken off a week ago; says how many."""
        now = self._now()
        with self.write() as db:
            return shelves.expire(db, self.limits, now) + shelves.purge(db, now - shelves.BACK)

    def index_missing(self) -> int:
        """Indexes the articles that came before there was an index, on every shelf, and says how many."""
        with self.read() as db:
            heads = search.missing(db)
        for known in heads:
            with self.write() as db:
                if articles.hold(db, known):
                    self._index(db, known.id, articles.load(db, known))
        return len(heads)

    # Chats, buttons, and what Telegram was told

    def chat(self, chat_id: int) -> Chat:
        """What a chat has set; nothing, when nobody has met it."""
        with self.read() as db:
            return chats.get(db, chat_id)

    def set_chat(self, chat_id: int, **values: Unpack[Change]) -> None:
        """Keeps what is given (language, script, title, type); what is not, or is None, stays as it is."""
        with self.write() as db:
            chats.change(db, chat_id, values)

    def new_button(self, chat_id: int, line: str, article_id: int | None = None) -> str:
        """A token, 12 URL-safe characters, that stands for `line` in this chat for as long as the article is as it is."""
        with self.write() as db:
            return buttons.add(db, chat_id, line, article_id)

    def button(self, chat_id: int, token: str) -> Button | None:
        """What a tapped button does; None when it is another chat's, forgotten, or its article is gone or read anew."""
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
        heading, mark = " ".join(filter(None, (article.title, article.byline.outlet))), sketch(article.text)
        article_id = articles.put(
            db,
            article,
            shelf=shelf,
            stem=stem,
            parser_version=parser_version,
            heading=self.fold(heading),
            sketch=mark,
            now=self._now(),
        )
        facts.replace(db, article_id, article)
        prints.index(db, article_id, shelf, mark)
        self._index(db, article_id, article)
        return article_id

    def _index(self, db: Connection, article_id: int, article: Article) -> None:
        entry = Entry.of(article, self.fold, articles.day(db, article_id))
        search.put(db, article_id, articles.shelf(db, article_id), entry)
        endings.remember(db, entry.dictionary)

    def load(self, db: Connection, known: Head) -> StoredArticle:
        """The article of a head that was read in this transaction; decoded once for as long as it is in use."""
        article = self._decoded.get(known) or self._decoded.keep(known, articles.load(db, known))
        return StoredArticle(known.id, known.stem, known.shelf, article, known.parser_version, known.digest, known.url)
