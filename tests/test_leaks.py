"""What a chat adds is seen in that chat only: by no command, button, file, digest or inline result of another one.

Every command of COMMANDS is asked, also those that are not written yet.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.answers.commands import COMMANDS
from bot.answers.messages import Messages
from bot.app import Parser
from bot.facts.display import folded, shown
from bot.facts.lexicon import Lexicon
from bot.settings import read_tables, read_weights
from bot.store.store import Store
from tests.digest.build import Clock
from tests.leaks import ALL, CHATS, LINES, MARKS, POOL, SECRETS, WORDS, Kept, World

CONFIG = Path(__file__).parents[1] / "config"
STEPS = 30  # of a run: enough to add, pick, remove, and press what was shown before
PRIVATE = tuple(chat for chat in CHATS if chat > 0)


@cache
def parser() -> Kept:
    lexicon = Lexicon.from_tables(read_tables(CONFIG / "lexicon"), read_weights(CONFIG / "scorer"))
    return Kept(Parser(lexicon, "1"))


@cache
def asking() -> Lexicon:
    tables = read_tables(CONFIG / "lexicon") | read_tables(CONFIG / "asking")
    return Lexicon.from_tables(tables, read_weights(CONFIG / "asking"))


@cache
def messages() -> Messages:
    return Messages.from_tables(read_tables(CONFIG / "messages"))


def a_world(url: str) -> World:
    clock = Clock()
    return World(Store.open(url, folded, clock), messages(), parser(), asking(), clock)


class Chats(RuleBasedStateMachine):
    """Random doings in three chats; `World.look` fails at the first word of another chat's article."""

    def __init__(self) -> None:
        super().__init__()
        self.world = a_world("sqlite://")

    def teardown(self) -> None:
        self.world.store.close()

    @initialize()
    def begin(self) -> None:
        for chat in CHATS:
            self.world.add(chat, 0)

    @rule(chat=st.sampled_from(CHATS), n=st.integers(0, 3))
    def add(self, chat: int, n: int) -> None:
        self.world.add(chat, n)

    @rule(chat=st.sampled_from(CHATS), line=st.sampled_from(LINES))
    def say(self, chat: int, line: str) -> None:
        self.world.say(chat, line)

    @rule(chat=st.sampled_from(CHATS), line=st.sampled_from(LINES), article=st.integers(1, 12))
    def forge(self, chat: int, line: str, article: int) -> None:
        """As with a button that names an article of any chat."""
        self.world.say(chat, line, article)

    @rule(chat=st.sampled_from(CHATS), n=st.integers(0, 1000))
    def press(self, chat: int, n: int) -> None:
        self.world.press(chat, chat, n)

    @rule(chat=st.sampled_from(CHATS), other=st.sampled_from(CHATS), n=st.integers(0, 1000))
    def press_anothers(self, chat: int, other: int, n: int) -> None:
        self.world.press(chat, other, n)

    @rule(user=st.sampled_from(PRIVATE), text=st.sampled_from(WORDS), start=st.sampled_from((0, 0, 1, 50)))
    def type_inline(self, user: int, text: str, start: int) -> None:
        self.world.type_inline(user, text, start)

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        clock = self.world.now
        assert isinstance(clock, Clock)
        clock.at += timedelta(days=days)
        self.world.tick()


TestRandomDoings = Chats.TestCase
TestRandomDoings.settings = settings(stateful_step_count=STEPS)


@pytest.fixture(scope="module")
def full() -> Iterator[World]:
    """Every chat has all articles of its pool."""
    world = a_world("sqlite://")
    with world.store:
        for chat in CHATS:
            for n in range(len(POOL[chat])):
                world.add(chat, n)
        yield world


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_no_command_shows_another_chats_article(command: str, full: World) -> None:
    """Whatever stands behind it, and whichever article its button names."""
    for chat in CHATS:
        for line in (line for line in LINES if line.split()[0] == f"/{command}"):
            full.say(chat, line)
        for article in range(1, len(ALL) + 2):
            full.say(chat, f"/{command}", article)


def test_inline_mode_shows_the_private_shelf_of_whoever_types(full: World) -> None:
    before = full.own_seen
    for user in PRIVATE:
        for text in WORDS:
            full.type_inline(user, text)
    assert full.own_seen > before + 100


def test_what_looks_for_leaks_sees_what_is_shown() -> None:
    """In its own chat an article shows, whole; and looking at it as another chat fails."""
    world = a_world("sqlite://")
    with world.store:
        for line in ("/source", "/export", "/brief", "/people"):
            world.add(CHATS[0], 0)
            world.own_seen = 0
            page = world.say(CHATS[0], line)
            assert world.own_seen >= 3, line
            with pytest.raises(AssertionError, match="was shown"):
                world.look(CHATS[1], page.html, page.document.content.decode() if page.document else "")


def test_the_marks_stand_for_one_article_and_survive_both_scripts() -> None:
    assert [mark for mark in MARKS if not mark == shown(mark, "hant", "hans") == shown(mark, "hans", "hant")] == []
    assert all(sown.text.count(mark) for sown in ALL for mark in sown.marks.values())
    assert all(mark not in sown.text for sown in ALL for mark in MARKS - set(sown.marks.values()))
    own = [{sown.marks[name] for name in SECRETS} for sown in ALL]
    assert sum(bool(own[a] & own[b]) for a in range(len(own)) for b in range(a)) == 3, "only reprints share them"
    assert not any(sown.marks[name] in word for sown in ALL for name in SECRETS for word in WORDS)
