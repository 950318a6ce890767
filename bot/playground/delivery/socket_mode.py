"""Socket Mode: the app's connections, the envelopes sent over them, and their acknowledgements."""

import asyncio
import json
import logging
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.playground.delivery.payloads import event_callback
from bot.playground.model.errors import NotAnswered
from bot.playground.model.workspace import Workspace

Json = dict[str, Any]
log = logging.getLogger(__name__)

MOST_CONNECTIONS = 10


class Dropped(Exception):
    """The connection closed before it acknowledged."""


@dataclass(eq=False)
class Connection:
    """One socket of the app, and what it has not acknowledged yet."""

    socket: WebSocket
    pending: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    def acknowledge(self, envelope_id: str, payload: Json) -> None:
        """The app took it."""
        waiting = self.pending.pop(envelope_id, None)
        if waiting and not waiting.done():
            waiting.set_result(payload)

    def drop(self) -> None:
        """Whoever waits here must try elsewhere."""
        for waiting in self.pending.values():
            if not waiting.done():
                waiting.set_exception(Dropped())
        self.pending.clear()


class Link:
    """Every envelope goes to one of the connections, in turn, and is repeated if it is not acknowledged."""

    def __init__(self, ws: Workspace, ack_seconds: float = 3.0, event_tries: int = 4) -> None:
        self.ws, self.ack_seconds, self.event_tries = ws, ack_seconds, event_tries
        self.connections: list[Connection] = []
        self._someone, self._nobody = asyncio.Event(), asyncio.Event()
        self._ever = False
        self._telling: set[asyncio.Task[None]] = set()
        ws.app_listener = self._announce

    @property
    def connected(self) -> bool:
        """Whether the app is listening."""
        return bool(self.connections)

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection for as long as it lasts."""
        if not self.ws.tickets.take(socket.query_params.get("ticket", "")):
            await socket.close(1008)
            return
        await socket.accept()
        connection = Connection(socket)
        try:
            await self._greet(connection)
            while True:
                self._receive(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            self._forget(connection)

    async def _greet(self, connection: Connection) -> None:
        if len(self.connections) >= MOST_CONNECTIONS:
            await connection.socket.send_text(_disconnect("too_many_websockets"))
            await connection.socket.close()
            raise WebSocketDisconnect
        hello = {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.ws.app_id},
        }
        await connection.socket.send_text(json.dumps(hello))
        self.connections.append(connection)
        self._ever = True
        self._nobody.clear()
        self._someone.set()
        self._tell_pages()

    def _receive(self, connection: Connection, text: str) -> None:
        with suppress(ValueError):
            told = json.loads(text)
            if isinstance(told, dict) and isinstance(told.get("envelope_id"), str):
                payload = told.get("payload")
                connection.acknowledge(told["envelope_id"], payload if isinstance(payload, dict) else {})

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        if not self.connections:
            self._someone.clear()
            self._nobody.set()
        connection.drop()
        self._tell_pages()

    def _tell_pages(self) -> None:
        told = {"connected": self.connected}
        self.ws.feed.publish("bot", lambda _: told)

    async def deliver(self, kind: str, payload: Json, *, tries: int = 1, takes_payload: bool = False) -> Json:
        """Send an envelope and wait; the payload of the acknowledgement, or NotAnswered."""
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": takes_payload,
        }
        retry: Json = {"retry_attempt": 0, "retry_reason": ""} if kind == "events_api" else {}
        attempt = 0
        while attempt < tries:
            try:
                return await self._send(envelope | retry)
            except Dropped:
                reason = "socket_closed"
            except TimeoutError:
                attempt, reason = attempt + 1, "timeout"
            retry = {"retry_attempt": retry.get("retry_attempt", 0) + 1, "retry_reason": reason}
        raise NotAnswered

    async def _send(self, envelope: Json) -> Json:
        async with asyncio.timeout(self.ack_seconds):
            await self._someone.wait()
            connection = self.connections.pop(0)
            self.connections.append(connection)
            envelope_id = envelope["envelope_id"]
            waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
            connection.pending[envelope_id] = waiting
            try:
                await connection.socket.send_text(json.dumps(envelope))
            except (WebSocketDisconnect, RuntimeError):
                self._forget(connection)
            try:
                return await waiting
            finally:
                connection.pending.pop(envelope_id, None)

    def _announce(self, event: Json) -> None:
        """Events wait for an app that went away; one that never came is told nothing."""
        if self._ever:
            task = asyncio.get_running_loop().create_task(self._tell(event_callback(self.ws, event)))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell(self, payload: Json) -> None:
        await self._someone.wait()
        try:
            await self.deliver("events_api", payload, tries=self.event_tries)
        except NotAnswered:
            log.warning("the app did not acknowledge a %s event", payload["event"]["type"])

    async def settle(self) -> None:
        """Wait until every event told so far was acknowledged or given up, or nobody listens any more."""
        while self._telling and self.connected:
            gone = asyncio.ensure_future(self._nobody.wait())
            await asyncio.wait({gone, *self._telling}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go and come back; after a mere warning it stays open."""
        for connection in list(self.connections):
            await connection.socket.send_text(_disconnect(reason))
            if reason != "warning":
                await self.cut(connection)

    async def cut(self, connection: Connection | None = None) -> None:
        """Close a connection (or all of them) without a word."""
        for one in [connection] if connection else list(self.connections):
            self._forget(one)
            if one.socket.application_state is WebSocketState.CONNECTED:
                with suppress(RuntimeError, WebSocketDisconnect):
                    await one.socket.close()

    async def stop(self) -> None:
        """Give up what was not told, and close."""
        self.ws.app_listener = None
        for task in list(self._telling):
            task.cancel()
        await self.cut()


def _disconnect(reason: str) -> str:
    host = {"host": "applink-local"}
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": host})
