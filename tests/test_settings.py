"""The settings: what is read, and the sentence a wrong one gets."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.errors import ConfigError
from bot.settings import Settings, Tables, read_tables

SHIPPED = Path(__file__).parent.parent / "config"


@pytest.fixture(autouse=True)
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without settings, and an empty config directory."""
    for name in ("TOKEN", "API_URL", "DATABASE_URL", "OWNERS", "TIMEZONE", "FETCH_ALLOW", "LOG"):
        monkeypatch.delenv(f"BOT_{name}", raising=False)
    monkeypatch.setenv("BOT_CONFIG_DIR", str(tmp_path))
    return tmp_path


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.read()
    assert settings.env.token is None
    assert settings.env.api_url == "https://api.telegram.org"
    assert settings.env.database_url.get_secret_value() == "sqlite:///data/yaodian.db"
    assert settings.env.owners == frozenset()
    assert settings.env.timezone == ZoneInfo("Asia/Taipei")
    assert settings.env.log == "console"
    assert settings.playground.port == 8080


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        (
            "BOT_API_URL",
            "http://127.0.0.1:8081/",
            "api_url",
            "http://127.0.0.1:8081",
        ),  # {url}/bot<token>: no double slash
        ("BOT_OWNERS", "1234567, 89101112,", "owners", {1234567, 89101112}),
        ("BOT_OWNERS", "", "owners", set()),  # as in an .env file whose line was left empty
        ("BOT_TIMEZONE", "Europe/Berlin", "timezone", ZoneInfo("Europe/Berlin")),
        ("BOT_FETCH_ALLOW", "wiki.example, 10.0.0.0/8,::1", "fetch_allow", {"wiki.example", "10.0.0.0/8", "::1"}),
        ("BOT_LOG", "json", "log", "json"),
    ],
)
def test_a_variable_is_read(
    variable: str, value: str, field: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(Settings.read().env, field) == expected


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", " 123456:AAE-hunter2\n")  # pasted with what stood around it
    monkeypatch.setenv("BOT_DATABASE_URL", "postgres://me:hunter2@host/db")
    settings = Settings.read()
    assert settings.env.token is not None
    assert settings.env.token.get_secret_value() == "123456:AAE-hunter2"
    assert "hunter2" not in repr(settings) + str(settings) + repr(settings.env)


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("BOT_TOKEN", "AAE-hunter2", "what @BotFather sent"),
        ("BOT_API_URL", "api.telegram.org", "https://api.telegram.org"),
        ("BOT_API_URL", "https://api.telegram.org/bot1:x?y", "a URL"),
        ("BOT_DATABASE_URL", "mysql://me:hunter2@host/db", "sqlite:///data/yaodian.db"),
        ("BOT_OWNERS", "123, @somebody", "user ids, separated by commas"),
        ("BOT_TIMEZONE", "Taipeh", "Asia/Taipei"),
        ("BOT_FETCH_ALLOW", "http://wiki.example", "http://wiki.example is no host name and no network"),
        ("BOT_FETCH_ALLOW", "10.0.0.1/8", "like wiki.example,10.0.0.0/8"),  # which machine, or which network?
        ("BOT_FETCH_ALLOW", "127.1", "127.1 is no host name"),
        ("BOT_LOG", "xml", "console or json"),
        ("BOT_CONFIG_DIR", "/nowhere/at/all", "/nowhere/at/all"),
    ],
)
def test_a_wrong_variable_is_named_with_what_to_write(
    variable: str, value: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as caught:
        Settings.read()
    assert str(caught.value).startswith(f"{variable}: ")
    assert hint in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_all_wrong_variables_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "x")
    monkeypatch.setenv("BOT_LOG", "x")
    with pytest.raises(ConfigError, match=r"(?s)BOT_TOKEN.*\nBOT_LOG"):
        Settings.read()


def test_the_file_sets_what_it_names_and_leaves_the_rest(config: Path) -> None:
    (config / "settings.toml").write_text("[limiter]\nchat_per_second = 0.5\n[playground]\nport = 9000\n")
    settings = Settings.read()
    assert (settings.limiter.chat_per_second, settings.limiter.group_per_minute) == (0.5, 20)
    assert settings.playground.port == 9000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[limiter]\nper_hour = 3", "there is no setting limiter.per_hour; known are overall_per_second, chat_"),
        ("[limits]\nx = 3", "there is no setting limits; known are limiter, handlers"),
        ("token = '1:x'", "there is no setting token; "),  # secrets do not belong in a file that is committed
        ("[env]\ntoken = '1:x'", "there is no setting env; "),
        ("[handlers]\nslots = 0", "handlers.slots is 0: input should be greater than 0"),
        ("[handlers]\nslots = '32'", "handlers.slots is '32': input should be a valid integer"),
        ("handlers = 3", "handlers is 3: "),
        (
            "[handlers\nslots = 1",
            "is no valid TOML: Expected ']' at the end of a table declaration (at line 1, column 10)",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_named(text: str, sentence: str, config: Path) -> None:
    (config / "settings.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        Settings.read()
    assert str(caught.value).startswith(str(config / "settings.toml"))
    assert sentence in str(caught.value)


def test_the_shipped_file_shows_every_setting_with_its_default() -> None:
    assert tomllib.loads((SHIPPED / "settings.toml").read_text(encoding="utf-8")) == Tables().model_dump()


def test_settings_are_frozen() -> None:
    settings = Settings.read()
    for value, field in ((settings, "env"), (settings.env, "token"), (settings.limiter, "chat_per_second")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(value, field, None)


def test_tables_are_read_by_the_stem_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "speech.toml").write_text('verbs = ["表示", "指出"]', encoding="utf-8")
    (tmp_path / "cues.toml").write_text('limits = ["難以"]', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a table")
    assert read_tables(tmp_path) == {"speech": {"verbs": ["表示", "指出"]}, "cues": {"limits": ["難以"]}}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'a = "x"\nb = \n', "broken.toml is no valid TOML: Invalid value (at line 2, column 5)"),
        ("a = 1\nb = '難'\n".encode("big5"), "broken.toml is not UTF-8 (at line 2)"),
    ],
)
def test_a_broken_table_is_named_with_its_line(content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_tables(tmp_path)
    assert sentence in str(caught.value)


def test_a_directory_without_tables_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lexicon"):
        read_tables(tmp_path / "lexicon")
