"""Files that were uploaded: their bytes, and who has shared them."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.playground.model.errors import SlackError


@dataclass(slots=True)
class File:
    """A file; it has no bytes until they arrive at its upload address."""

    id: str
    name: str
    size: int
    created: int
    owner: str
    title: str = ""
    alt_text: str = ""
    data: bytes | None = None
    shared_in: list[str] = field(default_factory=list)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def mimetype(self) -> str:
        """Guessed from the name, as Slack does for most files."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def path(self) -> str:
        """Where its bytes are, from the workspace's address."""
        return f"play/file/{self.id}/{quote(self.name, safe='')}"

    @property
    def filetype(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else "binary"


class Files:
    """Every file, by id."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}

    def add(self, file: File) -> File:
        """Announced, not yet uploaded."""
        self._by_id[file.id] = file
        return file

    def get(self, file_id: str) -> File:
        """By id."""
        try:
            return self._by_id[file_id]
        except KeyError:
            raise SlackError("file_not_found") from None

    def uploaded(self, file_id: str) -> File:
        """A file whose bytes have arrived."""
        file = self.get(file_id)
        if file.data is None:
            raise SlackError("file_not_found")
        return file

    def receive(self, file_id: str, secret: str, data: bytes) -> File:
        """Keep the bytes: as many as were announced, and only once."""
        file = self.get(file_id)
        if not secrets.compare_digest(file.secret.encode(), secret.encode()) or file.data is not None:
            raise SlackError("file_not_found")
        if len(data) != file.size:
            raise SlackError("file_upload_size_restricted")
        file.data = data
        return file


def file_object(file: File, url: str) -> dict[str, Any]:
    """Slack's file object, as it stands in a message."""
    address = f"{url}{file.path}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.owner,
        "editable": False,
        "display_as_bot": False,
        "username": "",
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "public_url_shared": False,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "alt_txt": file.alt_text,
        "channels": list(file.shared_in),
    }
