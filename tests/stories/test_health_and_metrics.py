"""What whoever runs the bot can see: whether it is alive, whether it can work, and how much waits."""

import asyncio
import sqlite3
import sys
import threading

import httpx
import pytest
from starlette.types import ASGIApp

from bot.config import Config
from bot.metrics import NO_METRICS
from bot.platforms import CannotStart
from bot.process import health as health_module
from bot.process import play
from bot.process.assembly import assemble, slack
from bot.process.bell import Bell
from bot.process.health import Health
from bot.process.prometheus import Prometheus, showing
from bot.process.roles import Role
from bot.process.run import front, watch
from bot.testing import Stage
from rituals.catalog import load_catalog
from storage import Depth
from storage.errors import Busy
from tests.stories.company import coffee_with
from tests.wire.requests import a_command, ask, signed

SECRET = "the secret"


@pytest.fixture
def health(stage: Stage) -> Health:
    return Health(stage.bot)


def alive(stage: Stage, health: Health) -> list[str]:
    return stage.does(health.alive())


def ready(stage: Stage, health: Health) -> list[str]:
    return stage.does(health.ready())


def test_all_is_well(stage: Stage, health: Health) -> None:
    assert (alive(stage, health), ready(stage, health)) == ([], [])


@pytest.mark.parametrize(("seconds", "said"), [(59, []), (61, ["The bell has not rung for a minute."])])
def test_a_bell_that_has_not_rung_for_a_minute(stage: Stage, health: Health, seconds: int, said: list[str]) -> None:
    now = [0.0]
    quiet, stage.bot.bell = stage.bot.bell, Bell(stage.bot.only.worker.wake, 3600.0, lambda: now[0])
    now[0] += seconds
    assert alive(stage, health) == said
    stage.does(stage.bot.bell.rings())
    assert alive(stage, health) == []
    stage.bot.bell = quiet


def test_a_worker_that_has_ended(stage: Stage, health: Health) -> None:
    stage.does(_ended(stage.bot.only.worker._running))
    assert alive(stage, health) == ["The worker has ended."]
    assert "The worker has ended." in ready(stage, health)


def test_a_process_that_only_receives_needs_no_bell(stage: Stage, health: Health) -> None:
    stage.does(_ended(stage.bot.only.worker._running))
    stage.bot.role = Role.WEB
    assert (alive(stage, health), ready(stage, health)) == ([], [])


def test_slack_is_away(stage: Stage, health: Health) -> None:
    stage.does(stage.bot.only.platform.stop())
    assert ready(stage, health) == ["Slack is not connected."]
    assert alive(stage, health) == []


def test_it_is_stopping(stage: Stage, health: Health) -> None:
    """No work is sent to it any more, and nobody need start it again."""
    health.is_stopping = True
    assert ready(stage, health) == ["It is stopping."]
    assert alive(stage, health) == []


def test_a_database_that_lets_nobody_in(stage: Stage, health: Health, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> None:
        raise Busy

    monkeypatch.setattr(stage.bot.store, "check", busy)
    assert ready(stage, health) == ["The database cannot be used just now."]
    assert alive(stage, health) == []


def test_a_database_that_hangs_is_waited_for_once(
    stage: Stage, health: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is asked, one thread hangs with it."""
    answers, asked = threading.Event(), []

    def hang() -> None:
        asked.append(1)
        answers.wait(60)

    monkeypatch.setattr(stage.bot.store, "check", hang)
    monkeypatch.setattr(health_module, "ANSWER_SECONDS", 0.01)
    assert [ready(stage, health) for _ in range(3)] == [["The database cannot be used just now."]] * 3
    assert asked == [1]
    answers.set()
    monkeypatch.setattr(health_module, "ANSWER_SECONDS", 60.0)
    assert ready(stage, health) == []


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("0001", ["The database's tables are those of an older version of Kindling."]),
        ("from a newer version, which runs beside this one", []),
    ],
)
def test_tables_of_another_version(stage: Stage, health: Health, revision: str, said: list[str]) -> None:
    database = sqlite3.connect(str(stage.bot.store._engine.url.database))
    database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.commit()
    database.close()
    assert ready(stage, health) == said


# metrics


@pytest.fixture
def metrics() -> Prometheus:
    return Prometheus()


def counted_bot(stage: Stage, metrics: Prometheus) -> ASGIApp:
    """One more process of the bot, which counts; its front."""
    config = Config(
        bot_token=stage.playground.bot_token,
        slack_api=stage.playground.api_url,
        signing_secrets=(SECRET,),
        database=str(stage.bot.store._engine.url),
        secret=play.SECRET,
    )
    clock = stage.bot.clock
    bot = assemble(config, load_catalog(), clock, [slack(config, clock)], metrics=metrics)
    watch(bot, metrics)
    stage.does(bot.only.platform.start(receiving=False))
    return front(bot, Health(bot))


def numbers(metrics: Prometheus) -> dict[str, float]:
    """What Prometheus reads."""
    with showing(metrics.registry, "127.0.0.1", 0) as port:
        lines = httpx.get(f"http://127.0.0.1:{port}/metrics").text.splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def test_requests_are_counted_by_kind(stage: Stage, metrics: Prometheus) -> None:
    web = counted_bot(stage, metrics)
    for trigger in ("1.1", "2.2"):
        body = a_command(stage, "help", trigger)
        assert stage.does(ask(web, body.encode(), signed(SECRET, body))).status == 200
    assert numbers(metrics)['kindling_acknowledgement_seconds_count{kind="command"}'] == 2


def test_what_waits_in_the_outbox_is_seen(stage: Stage, metrics: Prometheus) -> None:
    """Slack asks the bot to wait, and the introduction waits."""
    coffee_with(stage, "amara", "bjorn")
    counted_bot(stage, metrics)
    stage.workspace.faults.next("conversations.open", retry_after=3600)
    stage.clock_to("monday 10:00")
    seen = numbers(metrics)
    states = [seen[f'kindling_outbox_messages{{state="{state}"}}'] for state in ("ready", "later", "sending", "failed")]
    assert states == [0, 1, 0, 0]
    stage.moves_the_clock_unnoticed(stage.bot.clock.now().replace(minute=10))
    assert numbers(metrics)["kindling_outbox_oldest_seconds"] == 600


def test_deliveries_and_rounds_are_counted(metrics: Prometheus) -> None:
    metrics.delivered("introduce", "delivered")
    metrics.delivered("introduce", "delivered")
    metrics.round("held")
    seen = numbers(metrics)
    assert seen['kindling_deliveries_total{kind="introduce",outcome="delivered"}'] == 2
    assert seen['kindling_rounds_total{outcome="held"}'] == 1


def test_no_number_is_about_somebody(stage: Stage, metrics: Prometheus) -> None:
    coffee_with(stage, "amara", "bjorn")
    web = counted_bot(stage, metrics)
    body = a_command(stage, "coffee status")
    stage.does(ask(web, body.encode(), signed(SECRET, body)))
    names = str(list(numbers(metrics)))
    for id in (stage.workspace.team_id, stage.workspace.person("amara").id, stage.workspace.conversation("#coffee").id):
        assert id not in names


def test_the_other_numbers_are_shown_while_the_database_is_away(stage: Stage, metrics: Prometheus) -> None:
    def away() -> Depth:
        raise Busy

    metrics.watch_outbox(away, stage.bot.clock)
    metrics.watch_bell(lambda: 4.0)
    seen = numbers(metrics)
    assert seen["kindling_bell_seconds"] == 4
    assert not [name for name in seen if "outbox" in name]


def test_without_the_client_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(CannotStart, match=r"pip install -e '\.\[metrics\]'"):
        Prometheus()


def test_an_address_that_is_taken_is_one_sentence(metrics: Prometheus) -> None:
    with (
        showing(metrics.registry, "127.0.0.1", 0) as port,
        pytest.raises(CannotStart, match=f"127.0.0.1:{port} cannot be used"),
        showing(metrics.registry, "127.0.0.1", port),
    ):
        pass


def test_without_a_setting_nothing_is_counted() -> None:
    with NO_METRICS.acknowledging("command"):
        NO_METRICS.delivered("tell", "delivered")
        NO_METRICS.round("held")


async def _ended(running: asyncio.Task[None] | None) -> None:
    assert running is not None
    running.cancel()
    await asyncio.wait({running})
