"""Socket Mode: the app's connections, the envelopes sent over them, and their acknowledgements."""

import asyncio
import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.playground.delivery.announcing import ACK_SECONDS, EVENT_TRIES, Announcing, workspace_of
from bot.playground.delivery.recording import recorded
from bot.playground.model.errors import NotAnswered
from bot.playground.model.faults import SOCKET, Fault
from bot.playground.model.grid import Grid

Json = dict[str, Any]

MOST_CONNECTIONS = 10
LIFETIME, SHORT_LIFETIME = 18060, 360
"""Seconds that a connection lasts; the short life is for an app whose developer asks for it."""
WARNING_SECONDS = 10
GONE = (WebSocketDisconnect, RuntimeError)


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


class Link(Announcing):
    """Every envelope goes to one of the connections, in turn, and is repeated if it is not acknowledged."""

    def __init__(self, grid: Grid, ack_seconds: float = ACK_SECONDS, event_tries: int = EVENT_TRIES) -> None:
        super().__init__(grid, ack_seconds, event_tries)
        self.connections: list[Connection] = []
        self._someone = asyncio.Event()
        self._ever = False

    @property
    def connected(self) -> bool:
        """Whether the app is listening."""
        return bool(self.connections)

    @property
    def _expected(self) -> bool:
        """Events wait for an app that went away; one that never came is told nothing."""
        return self._ever

    async def _ready(self) -> bool:
        return await self._someone.wait()

    async def verify(self) -> bool:
        """There is no address to verify: whoever holds the app's token may listen."""
        return self.connected

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection for as long as it lasts."""
        if not self.grid.app.tickets.take(socket.query_params.get("ticket", "")):
            await socket.close(1008)
            return
        await socket.accept()
        connection = Connection(socket)
        lifetime = SHORT_LIFETIME if socket.query_params.get("debug_reconnects") == "true" else LIFETIME
        ageing = asyncio.create_task(self._age(connection, lifetime))
        try:
            await self._greet(connection, lifetime)
            while True:
                self._receive(connection, await socket.receive_text())
        except (*GONE, KeyError):
            pass
        finally:
            ageing.cancel()
            self._forget(connection)

    async def _age(self, connection: Connection, lifetime: float) -> None:
        """No connection lasts for ever: it is warned, and then asked to come again."""
        with suppress(*GONE):
            await self.sleep(lifetime - WARNING_SECONDS)
            await connection.socket.send_text(_disconnect("warning"))
            await self.sleep(WARNING_SECONDS)
            await connection.socket.send_text(_disconnect("refresh_requested"))
            await self.cut(connection)

    async def _greet(self, connection: Connection, lifetime: int) -> None:
        if len(self.connections) >= MOST_CONNECTIONS:
            await connection.socket.send_text(_disconnect("too_many_websockets"))
            await connection.socket.close()
            raise WebSocketDisconnect
        hello = {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": lifetime},
            "connection_info": {"app_id": self.grid.app.id},
        }
        await connection.socket.send_text(json.dumps(hello))
        self.connections.append(connection)
        self._ever = True
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
        connection.drop()
        self._tell_pages()

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
                sent = envelope | retry
                return await recorded(self.grid, kind, payload, sent, self._send(sent, await self._fault(payload)))
            except Dropped:
                reason = "socket_closed"
            except TimeoutError:
                attempt, reason = attempt + 1, "timeout"
            retry = {"retry_attempt": retry.get("retry_attempt", 0) + 1, "retry_reason": reason}
        raise NotAnswered

    async def _fault(self, payload: Json) -> Fault | None:
        """What goes wrong with this envelope once it is sent; what must go wrong before has done so."""
        faults = workspace_of(self.grid, payload).faults
        fault = faults.take(SOCKET)
        if fault and fault.delay:
            await faults.sleep(fault.delay)
        if fault and fault.drop and not fault.after_effect and self.connections:
            await self.cut(self.connections[0])
        return fault if fault and fault.drop and fault.after_effect else None

    async def _send(self, envelope: Json, fault: Fault | None) -> Json:
        async with asyncio.timeout(self.ack_seconds):
            await self._someone.wait()
            connection = self.connections.pop(0)
            self.connections.append(connection)
            envelope_id = envelope["envelope_id"]
            waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
            connection.pending[envelope_id] = waiting
            try:
                await connection.socket.send_text(json.dumps(envelope))
            except GONE:
                self._forget(connection)
            if fault:
                await self.cut(connection)
            try:
                return await waiting
            finally:
                connection.pending.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go and come back; after a mere warning it stays open."""
        for connection in list(self.connections):
            with suppress(*GONE):  # it may have closed a moment ago by itself
                await connection.socket.send_text(_disconnect(reason))
            if reason != "warning":
                await self.cut(connection)

    async def cut(self, connection: Connection | None = None) -> None:
        """Close a connection (or all of them) without a word."""
        for one in [connection] if connection else list(self.connections):
            self._forget(one)
            if one.socket.application_state is WebSocketState.CONNECTED:
                with suppress(*GONE):
                    await one.socket.close()

    async def stop(self) -> None:
        """Give up what was not told, and close."""
        await super().stop()
        await self.cut()


def _disconnect(reason: str) -> str:
    host = {"host": "applink-local"}
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": host})
