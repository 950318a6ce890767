"""The PostgreSQL that the tests bring along: it survives a crash, and leaves nothing when its owner is killed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Server, wheel

ROOT = Path(__file__).parents[2]
OWNER = """
import sys
from tests.postgres import Server, wheel
server = Server(wheel())
print(server.folder, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def programs() -> Path:
    found = wheel()
    if found is None:
        pytest.skip("there are no programs of PostgreSQL for this machine")
    return found


@pytest.fixture
def server(programs: Path) -> Iterator[Server]:
    server = Server(programs)
    yield server
    server.close()
    assert not server.folder.exists()


@pytest.mark.fault("F9", "PostgreSQL crashes: what was committed is there")
def test_what_was_committed_is_there_after_a_crash(server: Server) -> None:
    plain = server.url.set(drivername="postgresql").render_as_string()
    with psycopg.connect(plain) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    server.crash()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain)
    server.start()
    with psycopg.connect(plain) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_nothing_is_left_of_a_server_whose_owner_was_killed(programs: Path) -> None:
    command = [sys.executable, "-c", OWNER]
    owner = subprocess.Popen(command, cwd=ROOT, text=True, stdin=-1, stdout=-1, start_new_session=True)
    assert owner.stdout
    folder = Path(owner.stdout.readline().strip())
    assert (folder / "data/postmaster.pid").exists()
    owner.send_signal(signal.SIGKILL)
    # The keeper holds the other end of this pipe, and closes it as its last act.
    owner.communicate(timeout=60)
    assert not folder.exists()
