"""What is done in the process beside the bot comes back as if it had been done here, and the process leaves with the bot."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import pytest

from bot.app import load_parser
from bot.errors import AnswerRefused
from bot.facts.article import Article
from bot.intake.aside import Aside, ByLength
from bot.settings import Settings
from tests.build import an_article

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Reader:
    """A parser whose articles tell in which process they were read."""

    version: str = "1"

    def __call__(self, source: str) -> Article:
        return an_article(f"{os.getpid()}\n{source}")


def refuse() -> None:
    raise AnswerRefused("fetch.no_article", host="news.example")


@pytest.fixture
def aside() -> Iterator[Aside]:
    with Aside(Reader, "1") as aside:
        yield aside


def test_it_parses_in_another_process_always_the_same(aside: Aside) -> None:
    first, second = (aside("文章的內容。") for _ in range(2))
    assert first == second
    assert first.title not in {str(os.getpid()), ""}
    assert first.text.endswith("\n文章的內容。")


def test_the_bots_own_parser_reads_there_what_it_reads_here() -> None:
    settings = Settings.read()
    parser = load_parser(settings)
    with Aside(partial(load_parser, settings), parser.version) as aside:
        text = "晴川材料擴產\n執行長沈若溪昨天說：「我們等這一天等了十二年。」"
        assert aside(text) == parser(text)


def test_a_short_text_is_read_here_and_a_long_one_there(aside: Aside) -> None:
    reader = ByLength(Reader(), aside, most=10)
    titles = [reader("字" * length).title for length in (10, 11)]
    assert titles == [str(os.getpid()), str(aside.do(os.getpid))]
    assert titles[0] != titles[1]


def test_what_is_refused_there_is_refused_here_in_the_same_words(aside: Aside) -> None:
    with pytest.raises(AnswerRefused) as caught:
        aside.do(refuse)
    assert (caught.value.key, caught.value.values) == ("fetch.no_article", {"host": "news.example"})


def test_a_process_that_is_killed_is_replaced(aside: Aside) -> None:
    first = aside.do(os.getpid)
    os.kill(first, signal.SIGKILL)
    assert aside.do(os.getpid) != first


def test_it_ends_soon_when_the_bot_is_killed() -> None:
    program = (
        "import os, time; from bot.intake.aside import Aside\n"
        "if __name__ == '__main__':\n"
        "    print(Aside(str, '1').do(os.getpid), flush=True); time.sleep(60)"
    )
    with Popen([sys.executable, "-c", program], stdout=PIPE, stderr=DEVNULL, cwd=ROOT) as bot:
        assert bot.stdout
        assert bot.stdout.readline()
        bot.kill()
        # Both could write there: it comes to its end when the second has ended too.
        assert bot.communicate(timeout=30)[0] == b""
