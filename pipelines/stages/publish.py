"""Publishing: the checkpointed copy of the warehouse that analysts open."""

from __future__ import annotations

from config.settings import Settings
from warehouse.records import Published
from warehouse.warehouse import Warehouse


def publish(settings: Settings, warehouse: Warehouse) -> Published:
    """Put the warehouse's present state at ``settings.published`` by atomic rename; readers never see half of it."""
    return warehouse.publish(settings.published)
