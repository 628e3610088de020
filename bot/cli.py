"""The command line: run the bot, try it in the playground, parse a file, ask a question."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import app
from bot.answers.text import as_json, as_text
from bot.errors import BotError, ConfigError, TextRefused
from bot.facts.codec import to_json
from bot.intake.files import read_article
from bot.report import report
from bot.settings import Settings
from bot.store.tables import Language

cli = typer.Typer(
    help="Yaodian 要點: a Telegram bot that briefs a team on Chinese news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
def run() -> None:
    """Run the bot on Telegram, with the token in BOT_TOKEN."""
    asyncio.run(app.run(Settings.read()))


@cli.command()
def deliver() -> None:
    """Send digests beside a running bot, from the same PostgreSQL database."""
    asyncio.run(app.deliver(Settings.read()))


@cli.command()
def playground(port: Annotated[int | None, typer.Option(help="The page's port on 127.0.0.1.")] = None) -> None:
    """A local Telegram, a page to talk in, and the bot, with nothing to set up."""
    asyncio.run(app.run_playground(Settings.read(), port))


@cli.command()
def parse(
    files: Annotated[list[str], typer.Argument(help="Articles as .txt, .md or .html; - is standard input.")],
    json_lines: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, in the order of the files.")
    ] = False,
    why: Annotated[bool, typer.Option(help="Add the rule that decided each fact.")] = False,
) -> None:
    """Print the facts of articles."""
    settings = Settings.read()
    parser = app.load_parser(settings)
    for name in files:
        try:
            article = parser(read_article(name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()))
        except OSError as error:
            raise ConfigError(f"{name} cannot be read: {error.strerror}") from error
        except TextRefused as error:
            raise ConfigError(f"{name} is refused: {app.sentence(settings, error)}") from error
        if json_lines:
            typer.echo(json.dumps(to_json(article), ensure_ascii=False))
        else:
            report(article, Console(), why=why)


@cli.command()
def ask(
    line: Annotated[
        str, typer.Argument(help='What would be typed in a chat ("/limits"); - reads lines from standard input.')
    ],
    lang: Annotated[Language, typer.Option(help="Language of the reply.")] = "zh-hant",
    articles: Annotated[
        Path | None, typer.Option(help="A folder of .txt files to answer from instead of the bundled articles.")
    ] = None,
    json_lines: Annotated[
        bool, typer.Option("--json", help="A line each: the text, and the spans it stands on.")
    ] = False,
) -> None:
    """Print what the bot would answer, every page of it, as text."""
    settings = Settings.read()
    folder = articles or app.bundled(settings)
    if not folder.is_dir():
        raise ConfigError(f"there is no folder {folder}")
    with app.open_desk(settings, app.IN_MEMORY, folder) as (desk, _):
        answer = app.asker(desk, lang)
        for typed in _lines(line):
            reply = answer(typed)
            typer.echo(json.dumps(as_json(reply), ensure_ascii=False) if json_lines else as_text(reply))


def _lines(line: str) -> Iterator[str]:
    if line != "-":
        yield line
        return
    yield from (typed for typed in sys.stdin.read().splitlines() if typed.strip())


def main() -> None:
    """Runs a command; what went wrong is one sentence on standard error."""
    try:
        cli()
    except BotError as error:
        sys.exit(f"yaodian: {error}")
