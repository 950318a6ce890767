"""The database from the command line: save it, bring it back, move it; and one clear line when that cannot be."""

from pathlib import Path

import pytest

from tests.command_line import kindling, refused
from tests.databases import opened
from tests.storage.kit import NOW, coffee


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where somebody has a database with one circle, which one person takes part in."""
    with opened(f"sqlite:///{tmp_path / 'kindling.db'}") as store:
        store.upgrade()
        with store.begin() as tx:
            coffee(tx).join("UANA", NOW)
    return tmp_path


def test_a_database_is_saved_and_brought_back(folder: Path) -> None:
    saved = kindling("db", "backup", "saved.db", folder=folder)
    assert saved.returncode == 0, saved.stderr
    assert "1 participants" in saved.stdout
    assert "The backup is in saved.db." in saved.stdout
    assert "already" in refused(kindling("db", "restore", "saved.db", folder=folder))
    restored = kindling("db", "restore", "saved.db", "--replace", folder=folder)
    assert restored.returncode == 0, restored.stderr
    assert "1 participants" in restored.stdout


def test_a_database_moves_to_postgresql(folder: Path, postgres_address: str) -> None:
    moved = kindling("db", "move", "sqlite:///kindling.db", postgres_address, folder=folder)
    assert moved.returncode == 0, moved.stderr
    assert "1 participants" in moved.stdout
    assert "Set DATABASE_URL" in moved.stdout
    with opened(postgres_address) as store, store.begin() as tx:
        assert len(coffee(tx).places()) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("backup", "kindling.db"), "There is a file kindling.db already"),
        (("backup", "missing/saved.db"), "missing/saved.db could not be written: No such file"),
        (("restore", "missing.db"), "There is no file missing.db"),
        (("restore", "letter.txt", "--replace"), "letter.txt is no backup of Kindling's"),
        (("move", "sqlite:///missing.db", "sqlite:///new.db"), "There is no such database yet"),
        (("move", "sqlite:///kindling.db", "letter"), "not a database address"),
        (("move", "sqlite:///kindling.db", "sqlite:///kindling.db"), "something in that database already"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    (folder / "letter.txt").write_text("Dear colleague")
    assert sentence in refused(kindling("db", *words, folder=folder))
    with opened(f"sqlite:///{folder / 'kindling.db'}") as store, store.begin() as tx:
        assert len(coffee(tx).places()) == 1
    assert {path.name for path in folder.iterdir()} == {"kindling.db", "letter.txt"}


def test_a_database_that_is_not_there_is_not_made_by_saving_it(tmp_path: Path) -> None:
    assert "no such database" in refused(kindling("db", "backup", "saved.db", folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
