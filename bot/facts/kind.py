"""What a kind of fact is: its name, its dataclass, and the function that finds it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.facts.article import Fact
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of KINDS.

    `name` is the plural that `parse --json`, the store and the command of the kind use; `fact` the frozen dataclass;
    `find` gets the shared views of an article and returns its facts.
    """

    name: str
    fact: type
    find: Callable[[Reading], Iterable[Fact]]
