import pytest

from bot.answers.commands import COMMANDS
from bot.chat.repeats import Repeats
from bot.chat.show import Press
from tests.chat.clock import Clock


@pytest.mark.parametrize(
    ("press", "written"),
    [
        (Press("limits", "aB3-_x9Yz012", 4), "aB3-_x9Yz012:4:limits"),
        (Press("limits"), "again:limits"),
    ],
)
def test_callback_data_says_what_was_pressed(press: Press, written: str) -> None:
    assert press.data == written
    assert Press.of(written) == press


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "again:nothing",  # no such command
        "aB3:4",
        "aB3:x:limits",
        "aB3:-1:limits",
        "aB3:²:limits",  # a digit to some, a number to nobody
        "aB3:4:limits:5",
        ":4:limits",
    ],
)
def test_what_we_never_wrote_is_nothing(written: str | None) -> None:
    assert Press.of(written) is None


def test_the_longest_data_fits_in_64_bytes() -> None:
    assert max(len(Press(command.name, "x" * 12, 999).data.encode()) for command in COMMANDS) <= 64


def test_a_press_is_the_same_for_two_seconds_and_then_forgotten() -> None:
    clock = Clock()
    repeats = Repeats(clock.now)
    repeats.done("a")
    clock.seconds = 1.9
    assert (repeats.just_done("a"), repeats.just_done("b")) == (True, False)
    clock.seconds = 2.0
    assert not repeats.just_done("a")
    repeats.done("b")
    assert len(repeats) == 1
