"""The environment: what is read, and that every bad variable is named at once."""

from pathlib import Path

import pytest

from bot.config import SLACK_API, Settings, is_public_address
from bot.domain.errors import BadEnvironment

BASE = Path("/srv/touchbase")
KEY = "A" * 43 + "="
ONE_WORKSPACE = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s3cret"}


def read(**env: str) -> Settings:
    return Settings.from_env(env, base=BASE)


def problems(**env: str) -> tuple[str, ...]:
    with pytest.raises(BadEnvironment) as raised:
        read(**env)
    return raised.value.problems


def test_nothing_at_all_is_the_sandbox_with_every_default() -> None:
    settings = read()
    assert not settings.has_slack
    assert settings.is_slack_itself and settings.api_url == SLACK_API
    assert (settings.host, settings.port, settings.metronome_seconds) == ("127.0.0.1", 3000, 10)
    assert settings.database_url == "sqlite:////srv/touchbase/touchbase.db"
    assert settings.bot_token is settings.signing_secret is settings.channel is settings.public_url is None
    assert settings.secret_keys == ()


def test_empty_and_blank_values_are_as_good_as_none() -> None:
    empty = dict.fromkeys(
        ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "TOUCHBASE_PORT", "DATABASE_URL", "TOUCHBASE_SECRET_KEYS"], " "
    )
    assert read(**empty) == read()


def test_a_whole_environment_is_read() -> None:
    settings = read(
        **ONE_WORKSPACE,
        SLACK_API_URL="http://127.0.0.1:3000/api",
        DATABASE_URL="postgresql://ana:pw@db/touchbase",
        TOUCHBASE_URL="https://bot.initech.com/",
        TOUCHBASE_HOST="0.0.0.0",
        TOUCHBASE_PORT="8080",
        TOUCHBASE_CHANNEL=" C0123456789 ",
        TOUCHBASE_SECRET_KEYS=f"{KEY}, {KEY}",
        TOUCHBASE_METRONOME="0",
    )
    assert settings.has_slack and not settings.is_slack_itself
    assert settings.api_url == "http://127.0.0.1:3000/api/"
    assert settings.public_url == "https://bot.initech.com"
    assert settings.database_url == "postgresql+psycopg://ana:pw@db/touchbase"
    assert (settings.host, settings.port, settings.channel) == ("0.0.0.0", 8080, "C0123456789")
    assert (settings.secret_keys, settings.metronome_seconds) == ((KEY, KEY), 0)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sqlite:///touchbase.db", "sqlite:////srv/touchbase/touchbase.db"),
        ("sqlite:///data/t.db", "sqlite:////srv/touchbase/data/t.db"),
        ("sqlite:////var/lib/t.db", "sqlite:////var/lib/t.db"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://postgres:@/postgres?host=/run/pg", "postgresql+psycopg://postgres:@/postgres?host=/run/pg"),
    ],
)
def test_a_database_address_means_what_people_mean(given: str, meant: str) -> None:
    assert read(DATABASE_URL=given).database_url == meant


NO_PUBLIC_ADDRESSES = [
    "http://bot.initech.com",
    "ftp://bot.initech.com",
    "//bot.initech.com",
    "https:bot.initech.com",
    "https:///slack",
    "https://ana:s3cret@bot.initech.com",
    "https://ana@bot.initech.com",
    "https://bot.initech.com?team=1",
    "https://bot.initech.com/#top",
    "https://bot.initech.com:99999",
    "https://bot.initech.com:",
    "https://bot .initech.com",
    "https://bot.initech.com/a b",
    "https://bot..initech.com",
    "https://-bot.initech.com",
    "https://bot.initech.com\\@evil.example",
    "https://bot.initech.com/" + "x" * 2000,
    "https://bücher.example",
]


UNESCAPED = [
    "s3c@ret",
    "@s3cret",
    "s3c/ret",
    "s3c?ret",
    "s3c#ret",
    "s3c%ret",
    "s3c%zzret",
    "s3cret%",
    "s3@c/r:e?t#%",
    "s3c@re@t",
]


@pytest.mark.parametrize("password", UNESCAPED)
def test_a_password_with_an_unescaped_sign_is_refused_and_never_shown(password: str) -> None:
    with pytest.raises(BadEnvironment) as error:
        read(DATABASE_URL=f"postgresql://ana:{password}@db.example:5432/touchbase")
    assert "@ as %40" in str(error.value)
    assert "s3" not in str(error.value) and "ret" not in str(error.value) and "ana" not in str(error.value)


@pytest.mark.parametrize("password", ["s3c%40ret", "s3c:ret", "s3c%2Fret%25", "%C3%BC"])
def test_an_escaped_password_is_read_as_it_is_meant(password: str) -> None:
    address = f"ana:{password}@db.example:5432/touchbase?connect_timeout=3"
    assert read(DATABASE_URL=f"postgresql://{address}").database_url == f"postgresql+psycopg://{address}"


BAD = [
    ("SLACK_BOT_TOKEN", "xoxp-user"),
    ("SLACK_BOT_TOKEN", "xoxb-"),
    ("SLACK_BOT_TOKEN", "xoxb-1 2"),
    ("SLACK_APP_TOKEN", "xoxb-1"),
    ("SLACK_API_URL", "slack.com"),
    ("SLACK_API_URL", "ftp://slack.com/"),
    ("SLACK_API_URL", "http://[::1"),
    ("TOUCHBASE_URL", "bot.initech.com"),
    ("TOUCHBASE_URL", "https://"),
    *(("TOUCHBASE_URL", value) for value in NO_PUBLIC_ADDRESSES),
    ("TOUCHBASE_PORT", "-1"),
    ("TOUCHBASE_PORT", "65536"),
    ("TOUCHBASE_PORT", "http"),
    ("TOUCHBASE_PORT", "3000.0"),
    ("TOUCHBASE_PORT", "٣٠٠٠"),
    ("TOUCHBASE_PORT", "9" * 5000),
    ("TOUCHBASE_METRONOME", "3601"),
    ("TOUCHBASE_METRONOME", "often"),
    ("TOUCHBASE_CHANNEL", "#customers"),
    ("TOUCHBASE_CHANNEL", "customers"),
    ("TOUCHBASE_CHANNEL", "D0123456789"),
    ("DATABASE_URL", "mysql://h/d"),
    ("DATABASE_URL", "touchbase.db"),
    ("DATABASE_URL", "sqlite://touchbase.db"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://ana@localhost:notaport/touchbase"),
    ("DATABASE_URL", "postgresql://[::1/touchbase"),
    ("TOUCHBASE_SECRET_KEYS", "abc"),
    ("TOUCHBASE_SECRET_KEYS", f"{KEY},abc"),
    ("TOUCHBASE_SECRET_KEYS", "ümlaut"),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=lambda value: value[:24])
def test_a_bad_value_is_named_by_its_variable(name: str, value: str) -> None:
    (problem,) = problems(**{**ONE_WORKSPACE, name: value})
    assert name in problem
    assert "\n" not in problem and len(problem) < 200


@pytest.mark.parametrize(
    "value",
    [
        "https://bot.initech.com",
        "https://bot.initech.com/",
        "https://bot.initech.com:8443/touchbase",
        "https://xn--bcher-kva.example",
        "https://localhost",
    ],
)
def test_a_public_address_is_https_with_a_host_and_a_path_at_most(value: str) -> None:
    assert is_public_address(value)
    assert read(TOUCHBASE_URL=value).public_url == value.rstrip("/")


@pytest.mark.parametrize(
    ("env", "name"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_CLIENT_ID": "1", "TOUCHBASE_SECRET_KEYS": KEY}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_SECRET": "1"}, "SLACK_CLIENT_ID"),
        ({"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2"}, "TOUCHBASE_SECRET_KEYS"),
    ],
)
def test_what_lacks_its_other_half_says_which(env: dict[str, str], name: str) -> None:
    (problem,) = problems(**env)
    assert problem.startswith(f"{name} is missing: ")


def test_with_socket_mode_no_signing_secret_is_needed() -> None:
    assert read(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1").signing_secret is None


def test_every_bad_variable_is_named_at_once() -> None:
    one_each = dict(BAD)
    named = {problem.split(" ")[0].rstrip(":") for problem in problems(**{**ONE_WORKSPACE, **one_each})}
    assert named == set(one_each)


def test_a_secret_that_is_wrong_is_not_repeated() -> None:
    for problem in problems(
        SLACK_BOT_TOKEN="xoxp-topsecret",
        TOUCHBASE_SECRET_KEYS="topsecret",
        TOUCHBASE_URL="https://ana:topsecret@bot.initech.com",
        SLACK_SIGNING_SECRET="s",
    ):
        assert "topsecret" not in problem


def test_every_variable_is_explained_in_the_example() -> None:
    example = (Path(__file__).parents[1] / ".env.example").read_text()
    source = (Path(__file__).parents[1] / "bot/config.py").read_text()
    named = {
        word
        for word in source.replace('"', " ").split()
        if word.startswith(("SLACK_", "TOUCHBASE_")) and word.isupper()
    }
    named = {name.rstrip(",:") for name in named} - {"SLACK_API"}
    assert len(named) >= 11
    assert {name for name in named if f"\n{name}=" not in example} == set()
