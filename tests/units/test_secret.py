"""The secret outside the database: made once, kept in .env, and told to nobody."""

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import SECRET, BadConfig, Config, read_config, read_file
from bot.process.secret import new_secret, with_secret
from storage.transaction import Transaction
from tests.databases import opened

WORD = st.text(max_size=20)


def test_the_first_start_keeps_a_secret_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    made = with_secret(Config(), file).secret
    assert len(made) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert with_secret(Config(), file).secret == read_config(env_file=file).secret == made
    assert file.read_text() == f"{SECRET}={made}\n"


@pytest.mark.parametrize("before", ["KINDLING_LOG=info", "# mine\r\nKINDLING_LOG='info'\r\n", "KINDLING_SECRET=\n", ""])
def test_nothing_else_of_the_file_is_changed(tmp_path: Path, before: str) -> None:
    file = tmp_path / ".env"
    file.write_bytes(before.encode())
    file.chmod(0o644)
    made = with_secret(read_config({}), file).secret
    assert file.read_bytes().startswith(before.encode())
    assert file.read_bytes().count(b"\n") - before.count("\n") in (1, 2)
    assert read_file(file)[SECRET] == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_many_that_start_at_once_all_have_the_same(tmp_path: Path) -> None:
    file, ready = tmp_path / ".env", Barrier(12)

    def start(_number: int) -> str:
        ready.wait()
        return with_secret(Config(), file).secret

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(start, range(12)))) == 1
    assert file.read_text().count(SECRET) == 1


def test_a_secret_that_is_set_needs_no_file(tmp_path: Path) -> None:
    config = read_config({SECRET: new_secret()})
    assert with_secret(config, tmp_path / ".env") == config
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_set_to_nothing_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    made = with_secret(Config(), file).secret
    monkeypatch.setenv(SECRET, "")
    assert with_secret(read_config(env_file=file), file).secret == made


@pytest.mark.parametrize("place", ["nowhere/.env", "."])
def test_where_it_cannot_be_kept_somebody_is_told_what_to_do(tmp_path: Path, place: str) -> None:
    with pytest.raises(BadConfig, match=f"{SECRET} is missing, and .* can't be written.* Set it yourself"):
        with_secret(Config(), tmp_path / place)


@pytest.mark.parametrize("weak", ["short", "x" * 31, f"{'x' * 40} {'y' * 40}", "ü" * 40])
def test_a_weak_secret_is_one_sentence_that_does_not_repeat_it(weak: str) -> None:
    with pytest.raises(BadConfig, match="should be at least 32 letters and digits") as refusal:
        read_config({SECRET: weak})
    assert weak not in str(refusal.value)


def test_the_secret_is_not_shown_with_the_other_settings() -> None:
    config = read_config({SECRET: new_secret()})
    assert config.secret not in repr(config)


@given(st.lists(WORD, max_size=3), st.lists(WORD, max_size=3))
def test_the_same_words_have_the_same_digest_and_others_another(some: list[str], others: list[str]) -> None:
    with of_secret("a secret") as tx:
        assert (tx.digest(*some) == tx.digest(*others)) == (some == others)


@given(st.lists(WORD, max_size=3))
def test_without_the_secret_nobody_can_tell(words: list[str]) -> None:
    with of_secret("a secret") as tx, of_secret("another") as others:
        assert tx.digest(*words) != others.digest(*words)


def test_a_store_without_a_secret_makes_no_digests() -> None:
    with of_secret("") as tx, pytest.raises(RuntimeError):
        tx.digest("U1")


@contextmanager
def of_secret(secret: str) -> Iterator[Transaction]:
    with opened("sqlite://", secret) as store, store.begin() as tx:
        yield tx
