"""The command line: run the bot, try it in the playground, parse a file, ask a question."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.errors import ConfigError, UserError
from bot.settings import Settings

cli = typer.Typer(
    name="yaodian",
    help="Yaodian 要點: a Telegram bot that briefs a team on Chinese news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
STDIN = Path("-")


@cli.command()
def run() -> None:
    """Run the bot on Telegram, with the token in BOT_TOKEN."""
    asyncio.run(app.run(Settings.read()))


@cli.command()
def playground(
    port: Annotated[
        int | None, typer.Option(help="The page's port on 127.0.0.1; the next free one is taken after it.")
    ] = None,
) -> None:
    """A local Telegram, a page to talk in, and the bot, with nothing to set up."""
    asyncio.run(app.run_playground(Settings.read(), port))


@cli.command()
def parse(
    files: Annotated[list[Path], typer.Argument(help="Articles as .txt, .md or .html; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, in the order of the files.")] = False,
) -> None:
    """Print the facts of articles."""
    parser = app.parser(Settings.read())
    for article in (parser(app.read_source(path)) for path in files):
        typer.echo(json.dumps(app.as_json(article), ensure_ascii=False) if as_json else app.report(article))


@cli.command()
def ask(
    line: Annotated[
        str, typer.Argument(help='What would be typed in the chat ("/limits"); - reads one a line from standard input.')
    ],
    lang: Annotated[app.Language, typer.Option(help="Language of the reply.")] = "zh-hant",
    articles: Annotated[
        Path | None, typer.Option(help="Answer from the .txt files in this folder instead of the bundled articles.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line: the text, and the spans it stands on.")
    ] = False,
) -> None:
    """Print what the bot would answer, every page of it, as text."""
    answer = app.asker(Settings.read(), lang, articles)
    for typed in _lines(line):
        reply = answer(typed)
        typer.echo(json.dumps(reply.as_json(), ensure_ascii=False) if as_json else reply.as_text())


def _lines(line: str) -> Iterator[str]:
    if line != "-":
        yield line
        return
    yield from (typed for typed in sys.stdin.read().splitlines() if typed.strip())


def main() -> None:
    """Runs a command; what went wrong is one sentence on standard error."""
    try:
        cli()
    except ConfigError as error:
        sys.exit(f"yaodian: {error}")
