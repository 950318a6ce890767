"""Digests: how something is known again that is not kept. They are made with a secret that is not in the database."""

import hmac
import json

from sqlalchemy.orm import Session

SECRET = "secret"
"""Where a session keeps it."""


def digest(session: Session, *words: str) -> str:
    """What these words are known by: the same at every time, and telling nobody who has the database alone."""
    secret: str = session.info.get(SECRET, "")
    if not secret:
        raise RuntimeError("this store was opened without a secret")
    return hmac.digest(secret.encode(), json.dumps(words).encode(), "sha256").hex()
