"""The settings: where the bot runs comes from the environment, how it behaves from config/settings.toml.

The only reader of os.environ (by pydantic-settings). Whatever is wrong becomes a ConfigError that says which setting,
what is wrong with it, and what to write instead.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigError

FILE = "settings.toml"
TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
API_URL = re.compile(r"https?://[^\s/?#]+[^\s?#]*")
HOST_NAME = re.compile(r"(?!-)(?:[a-z0-9_-]{1,63}\.)*[a-z][a-z0-9_-]{0,62}", re.IGNORECASE | re.ASCII)
DATABASE_URL = re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://\S*")


def _matching(pattern: re.Pattern[str]) -> BeforeValidator:
    """Strips what was pasted along, and asks for the pattern; the text itself stays out of the error, it may be secret."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        if not pattern.fullmatch(value.strip()):
            raise ValueError("that does not look right")
        return value.strip()

    return BeforeValidator(check)


def _separated(value: object) -> object:
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


def _host_or_network(entry: str) -> str:
    """`wiki.example`, `10.0.0.0/8`, `127.0.0.1`. Must not match a URL, nor a network with bits of a host in it."""
    if not HOST_NAME.fullmatch(entry):
        try:
            ip_network(entry)
        except ValueError:
            raise ValueError(f"{entry} is no host name and no network") from None
    return entry


class Environment(BaseSettings):
    """The variables BOT_TOKEN, BOT_API_URL and so on; the description of each is what to write in it."""

    model_config = SettingsConfigDict(frozen=True, env_prefix="BOT_", env_ignore_empty=True)

    token: Annotated[
        SecretStr | None,
        _matching(TOKEN),
        Field(description="what @BotFather sent, like 123456789:AAE-x_y, or nothing for the playground"),
    ] = None
    api_url: Annotated[
        str,
        _matching(API_URL),
        AfterValidator(lambda url: url.rstrip("/")),
        Field(description="a URL without a token, like https://api.telegram.org"),
    ] = "https://api.telegram.org"
    database_url: Annotated[
        SecretStr,
        _matching(DATABASE_URL),
        Field(description="sqlite:///data/yaodian.db or postgresql://USER:PASSWORD@HOST/NAME"),
    ] = SecretStr("sqlite:///data/yaodian.db")
    config_dir: Annotated[Path, Field(description="a directory like ./config")] = Path("config")
    owners: Annotated[
        frozenset[int],
        NoDecode,
        BeforeValidator(_separated),
        Field(description="Telegram's user ids, separated by commas, like 1234567,89101112"),
    ] = frozenset()
    timezone: Annotated[ZoneInfo, Field(description="a name from the IANA list, like Asia/Taipei")] = ZoneInfo(
        "Asia/Taipei"
    )
    fetch_allow: Annotated[
        frozenset[Annotated[str, AfterValidator(_host_or_network)]],
        NoDecode,
        BeforeValidator(_separated),
        Field(description="host names or networks, separated by commas, like wiki.example,10.0.0.0/8"),
    ] = frozenset()
    log: Annotated[Literal["console", "json"], Field(description="console or json")] = "console"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Limiter(_Table):
    """How fast the bot speaks at most. Telegram's own limits: https://core.telegram.org/bots/faq.

    Not so low that the few messages which may leave at once are all of a minute's.
    """

    overall_per_second: int = Field(default=30, ge=2, le=1000)
    chat_per_second: float = Field(default=1, gt=0, le=1000)
    group_per_minute: int = Field(default=20, ge=5, le=1000)


class Handlers(_Table):
    """`slots`: how many chats are answered at the same time."""

    slots: int = Field(default=32, gt=0, le=1000)


class Buttons(_Table):
    """`days`: a button that nobody has used for so long is forgotten."""

    days: int = Field(default=90, gt=0, le=3650)


class Pages(_Table):
    """`items`: numbered items on a page of an answer."""

    items: int = Field(default=8, gt=0, le=20)


class Shelf(_Table):
    """What a chat's shelf keeps until its admins say otherwise, and the most they can say; 0 days: for ever."""

    articles: int = Field(default=10_000, gt=0, le=1_000_000)
    most_articles: int = Field(default=100_000, gt=0, le=1_000_000)
    days: int = Field(default=0, ge=0, le=36_500)
    most_days: int = Field(default=0, ge=0, le=36_500)


class Fetch(_Table):
    """How a page of the web is read: `seconds` and `megabytes` it may take; `contact` tells sites whom to ask (a URL or an address)."""

    seconds: int = Field(default=20, gt=0, le=300)
    megabytes: int = Field(default=5, gt=0, le=50)
    contact: str = Field(default="", max_length=200, pattern=r"^[!-~]*$")


class Feeds(_Table):
    """`minutes`: how long a feed is left alone after a look; `most`: new articles taken in at one; `readers`: looked at side by side."""

    minutes: int = Field(default=30, ge=5, le=1440)
    most: int = Field(default=20, gt=0, le=200)
    readers: int = Field(default=8, gt=0, le=64)


class Playground(_Table):
    """`port` of the page and the Bot API on 127.0.0.1; 0: any that is free."""

    port: int = Field(default=8080, ge=0, le=65535)


class Tables(_Table):
    """The tables of config/settings.toml."""

    limiter: Limiter = Limiter()
    handlers: Handlers = Handlers()
    buttons: Buttons = Buttons()
    pages: Pages = Pages()
    shelf: Shelf = Shelf()
    fetch: Fetch = Fetch()
    feeds: Feeds = Feeds()
    playground: Playground = Playground()


DEFAULTS = Tables()


class Settings(Tables):
    """All of it, checked and frozen."""

    env: Environment

    @classmethod
    def read(cls) -> Self:
        """Reads the environment, then settings.toml in BOT_CONFIG_DIR (defaults where there is none), or raises ConfigError."""
        try:
            env = Environment()
        except ValidationError as error:
            raise ConfigError("\n".join(_in_environment(error))) from None
        if not env.config_dir.is_dir():
            raise ConfigError(
                f"BOT_CONFIG_DIR: there is no directory {env.config_dir}; write the path of the bot's config/"
            )
        file = env.config_dir / FILE
        try:
            tables = Tables.model_validate(read_toml(file) if file.exists() else {})
        except ValidationError as error:
            raise ConfigError("\n".join(_in_file(error, file))) from None
        return cls(env=env, **dict(tables))


def read_tables(directory: Path) -> dict[str, dict[str, Any]]:
    """Every TOML file of a directory, by its stem; ConfigError where there is none, or one is broken."""
    files = sorted(directory.glob("*.toml"))
    if not files:
        raise ConfigError(f"there are no .toml files in {directory}; BOT_CONFIG_DIR names the directory above it")
    return {file.stem: read_toml(file) for file in files}


def read_weights(directory: Path) -> dict[str, dict[str, float]]:
    """Every JSON file of a directory, by its stem: what a scorer gives each feature; ConfigError where one is broken."""
    weights = {}
    for file in sorted(directory.glob("*.json")):
        try:
            weights[file.stem] = {str(name): float(weight) for name, weight in json.loads(file.read_bytes()).items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ConfigError(f"{file} holds no weights: {error}; `python -m bench.train` writes it anew") from None
    return weights


def read_toml(file: Path) -> dict[str, Any]:
    """One TOML file; the ConfigError names the file, and the line where it breaks."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is no valid TOML: {error}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file} is not UTF-8 (at line {line}); save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from None


def _in_environment(error: ValidationError) -> Iterator[str]:
    for wrong in error.errors():
        name = str(wrong["loc"][0])
        hint = Environment.model_fields[name].description
        yield f"BOT_{name.upper()}: {wrong['msg'].removeprefix('Value error, ')}; write {hint}"


def _in_file(error: ValidationError, file: Path) -> Iterator[str]:
    for wrong in error.errors():
        *tables, _key = path = [str(part) for part in wrong["loc"]]
        name = ".".join(path)
        if wrong["type"] == "extra_forbidden":
            known = type(getattr(DEFAULTS, tables[0])) if tables else Tables
            yield f"{file}: there is no setting {name}; known are {', '.join(known.model_fields)}"
        else:
            yield f"{file}: {name} is {wrong['input']!r}: {wrong['msg'].lower()}"
