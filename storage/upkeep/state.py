"""A look at a database that makes nothing and changes nothing."""

from typing import Literal

from sqlalchemy.exc import DBAPIError

from storage.engine import has_file, open_engine
from storage.errors import CannotOpen
from storage.reasons import why
from storage.tables.migrate import is_behind, revision_of

State = Literal["missing", "empty", "older", "ready"]


def state_of(address: str) -> State:
    """Whether Kindling's tables are there. Raises CannotOpen and NewerDatabase."""
    if not has_file(address):
        return "missing"
    engine = open_engine(address, to_read=True)
    try:
        with engine.connect() as connection:
            if revision_of(connection) is None:
                return "empty"
            return "older" if is_behind(connection) else "ready"
    except DBAPIError as problem:
        raise CannotOpen(f"The database could not be read: {why(problem)}.") from problem
    finally:
        engine.dispose()
