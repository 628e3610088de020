"""The articles in config/articles: parsed once, kept in the store, on every chat's shelf."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import TextRefused
from bot.facts.article import Article
from bot.intake.files import accepted
from bot.store.articles import digest
from bot.store.store import Store

SUFFIXES = {".txt", ".md"}

Parse = Callable[[str], Article]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, by file name; `refused` says for each file that was left out why."""

    parsed: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def sync_bundled(store: Store, directory: Path, parse: Parse, parser_version: str) -> Synced:
    """Brings the bundled articles in line with the directory; parses only what is new, changed, or read by another parser.

    A file that cannot be read is named in `refused` and does not stop the others; what the store has of it stays.
    """
    stored = store.bundled()
    gone, parsed, refused = set(stored), [], []
    seen: set[str] = set()
    for file in sorted(directory.iterdir()) if directory.is_dir() else ():
        if file.suffix.lower() not in SUFFIXES:
            continue
        gone.discard(file.stem)
        if file.stem in seen:
            refused.append((file.name, f"there is another file called {file.stem}"))
            continue
        seen.add(file.stem)
        try:
            text = accepted(file.read_text(encoding="utf-8-sig"))
            known = stored.get(file.stem)
            if known and (known.digest, known.parser_version) == (digest(text), parser_version):
                continue
            store.put_article(parse(text), shelf=None, stem=file.stem, parser_version=parser_version)
        except (OSError, UnicodeDecodeError, TextRefused) as error:
            refused.append((file.name, str(error)))
        else:
            parsed.append(file.name)
    store.drop_bundled(gone)
    return Synced(tuple(parsed), tuple(sorted(gone)), tuple(refused))
