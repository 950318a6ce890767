"""Which way leads to the app: the one that its manifest names."""

from bot.playground.delivery.announcing import ACK_SECONDS, Delivery
from bot.playground.delivery.http import HttpDelivery
from bot.playground.delivery.socket_mode import Link
from bot.playground.model.grid import Grid


def delivery_for(grid: Grid, ack_seconds: float = ACK_SECONDS) -> Delivery:
    """Socket Mode if the app has it, otherwise requests to its addresses."""
    return Link(grid, ack_seconds) if grid.app.socket_mode else HttpDelivery(grid, ack_seconds)
