"""Three chats with articles of their own, and what none of them may ever be shown of the others'.

Every article is sown with words that stand in no other: its KEYS are typed as arguments, in every chat, and its SECRETS by
nobody. A chat that is shown a secret of an article it was never given, or a key it has not typed itself, has been shown
another chat's article.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.answers.commands import BY_NAME, COMMANDS
from bot.answers.desk import Desk, Measures
from bot.answers.digest import drafter
from bot.answers.messages import Messages
from bot.answers.reply import Attached, Standing, Step
from bot.app import Parser
from bot.chat.around import Around
from bot.chat.deliver import Shown
from bot.chat.show import Press, Show
from bot.chat.updates import Place
from bot.digest.outbox import Outbox, Outcome, Result
from bot.digest.workdays import works
from bot.facts.article import Article
from bot.facts.lexicon import Lexicon
from bot.store.store import Store

EVERYTHING = Measures(units=1_000_000, items=1_000)  # all of an answer on one page
SENT = Result(Outcome.SENT, message_id=1)
TEXT = """{title}，業界怎麼看？
{outlet} 記者 {reporter}
{company}執行長{person}昨天表示，{plan}的成本太高，目前難以滿足半導體行業的需求。{person}說：「{dream}會改變我們的每一天。」
{place}怎麼辦？
{company}去年的營收成長37%，{product}賣出1200台。海島大學教授{expert}認為，{flaw}是最大的短板，業者應該先測試{remedy}。
"""
KEYS = ("person", "company", "product", "flaw")
SECRETS = ("title", "outlet", "reporter", "plan", "dream", "place", "expert", "remedy")
# Characters that are the same in both scripts.
SYLLABLES = "沐岑昕柚棠苓芮珂煦霏澍婕琬玥妍泓"
SHAPES = {
    "person": "高{}",
    "expert": "林{}",
    "reporter": "方{}",
    "company": "{}科技",
    "outlet": "{}日報",
}


@dataclass(frozen=True, slots=True)
class Sown:
    """An article's text, and the two characters that stand for each of its words and for no other article's."""

    text: str
    marks: dict[str, str]

    @classmethod
    def number(cls, n: int, **others: str) -> "Sown":
        """The n-th article; `others` takes the place of its own marks: a reprint, with changes."""
        names = (*KEYS, *SECRETS)
        marks = {name: _mark(n * len(names) + at) for at, name in enumerate(names)} | others
        return cls(
            TEXT.format(**{name: SHAPES.get(name, "{}計畫").format(mark) for name, mark in marks.items()}), marks
        )

    def typed(self, name: str) -> str:
        """The word as somebody types it."""
        return SHAPES.get(name, "{}").format(self.marks[name])


def _mark(number: int) -> str:
    first, second = divmod(number, len(SYLLABLES))
    return SYLLABLES[first] + SYLLABLES[second]


# The last of each chat is another chat's first one in another outlet's print, with one sentence of its own.
_FIRST = [Sown.number(n) for n in (0, 3, 6)]
_REPRINTS = [
    Sown.number(
        9 + n, **{name: mark for name, mark in of.marks.items() if name not in ("outlet", "remedy", "reporter")}
    )
    for n, of in enumerate(_FIRST)
]
POOL = {
    101: (_FIRST[0], Sown.number(1), Sown.number(2), _REPRINTS[2]),
    202: (_FIRST[1], Sown.number(4), Sown.number(5), _REPRINTS[0]),
    -1_000_000_000_303: (_FIRST[2], Sown.number(7), Sown.number(8), _REPRINTS[1]),
}
PLACES = {
    101: Place(101, "private", None, 101, "zh-hant", admin=False),
    202: Place(202, "private", None, 202, "zh-hans", admin=False),
    -1_000_000_000_303: Place(-1_000_000_000_303, "supergroup", None, 101, "zh-hant", admin=True),
}
CHATS = tuple(PLACES)
ALL = tuple(sown for pool in POOL.values() for sown in pool)
MARKS = frozenset(mark for sown in ALL for mark in sown.marks.values())
TYPED = tuple(sorted({sown.typed(name) for sown in ALL for name in ("person", "flaw")}))
COMPANIES = tuple(sown.typed("company") for sown in _FIRST)
WORDS = (
    *(
        "",
        "1",
        "2",
        "json",
        "成本",
        "半導體",
        "執行長",
        "教授",
        "限制",
        "沒有這個人",
        "09:00",
        "0-60",
        "60-130,140-190",
    ),
    *("kind:limit 成本", "in:半導體", "since:7d 成本", "哪些行業會受到影響?", "誰說了什麼?", "undo 1", "yes", "開頭"),
    *TYPED,
    *COMPANIES,
    *(shape.format(name) for name in COMPANIES for shape in ("from:{}", "{}有什麼限制?", "json {}", "09:00 {}")),
)
LINES = tuple(f"/{command.name} {word}".rstrip() for command in COMMANDS for word in WORDS if command.words or not word)


class Kept:
    """A parser that reads each text once."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.version = parser.version
        self._read: dict[str, Article] = {}

    def __call__(self, source: str) -> Article:
        if source not in self._read:
            self._read[source] = self._parser(source)
        return self._read[source]


@dataclass
class World:
    """A store with nothing bundled, what each chat was given and has typed, and the buttons it was shown."""

    store: Store
    messages: Messages
    parser: Kept
    asking: Lexicon
    now: Callable[[], datetime]
    given: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    typed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    buttons: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    own_seen: int = 0  # marks of its own articles that a chat was shown: what looks must also see

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.store, self.messages, self.parser, EVERYTHING, self.now, asking=self.asking)

    @cached_property
    def show(self) -> Show:
        return Show(self.desk, self.store, "zh-hant")

    @cached_property
    def box(self) -> Outbox:
        return Outbox(self.store, drafter(self.desk, "zh-hant"), "test", self.now, works)

    # What people do

    def add(self, chat: int, n: int) -> Shown:
        """The chat is given the n-th article of its pool."""
        sown = POOL[chat][n % len(POOL[chat])]
        self.given[chat] |= set(sown.marks.values())
        return self.step(chat, Step("/add"), Around("", attached=Attached(sown.text)))

    def say(self, chat: int, line: str, article_id: int | None = None) -> Shown:
        """Somebody types a line, or presses what claims to be a button of it for an article of whatever chat."""
        self.typed[chat].append(line)
        return self.step(chat, Step(line, article_id=article_id))

    def press(self, chat: int, other: int, n: int) -> Shown | None:
        """Somebody sends the data of a button that was shown in a chat: his own, or another one."""
        shown = self.buttons[other]
        press = Press.of(shown[n % len(shown)]) if shown else None
        if press is None:
            return None
        step = self.show.pressed(chat, press)
        assert other == chat or press.token is None or step is None, "a token of another chat is answered"
        return self.step(chat, step) if step else None

    def type_inline(self, user: int, text: str, start: int = 0) -> None:
        """Somebody types behind the bot's name, in whatever chat."""
        self.typed[user].append(text)
        offered, _ = self.show.offers(PLACES[user], text, start)
        for offer in offered:
            self.look(user, offer.title, offer.description, offer.html)

    def tick(self) -> None:
        """Digests that are due go out."""
        self.box.tick()
        for claim in self.box.claim(30):
            buttons = self.show.buttons(claim.chat_id, claim.buttons)
            self.look(claim.chat_id, claim.html, *(text for row in buttons for pair in row for text in pair))
            self.buttons[claim.chat_id] += [data for row in buttons for _, data in row]
            if self.box.begin(claim):
                self.box.settle(claim, SENT)

    # What they are shown

    def step(self, chat: int, step: Step, known: Around | None = None) -> Shown:
        command, args = self.show.command_of(step)
        needs = BY_NAME[command].needs if command in BY_NAME else None
        known = known or Around(args, standing=Standing() if needs == "standing" else None)
        shown = self.show.step(PLACES[chat], step, known)
        self.look(chat, *parts(shown))
        self.buttons[chat] += [data for row in shown.keyboard for _, data in row]
        return shown

    def look(self, chat: int, *texts: str) -> None:
        """Fails where another chat's article shows."""
        seen, lines = "\n".join(texts), "\n".join(self.typed[chat])
        found = {mark for mark in MARKS if mark in seen}
        self.own_seen += len(found & self.given[chat])
        leaked = {mark for mark in found - self.given[chat] if mark not in lines}
        assert not leaked, f"chat {chat} was shown {sorted(leaked)} in {texts}"


def parts(shown: Shown) -> Iterator[str]:
    """Everything of a page that reaches a reader."""
    yield shown.html
    for row in shown.keyboard:
        for label, data in row:
            yield f"{label}\n{data}"
    if shown.document:
        yield f"{shown.document.name}\n{shown.document.content.decode()}"
