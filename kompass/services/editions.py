"""The editions of a framework, for those who read what they ask."""

from kompass.domain.errors import NotFound
from kompass.domain.framework import Area, Framework
from kompass.domain.permissions import Actor, Permission
from kompass.services.access import require
from kompass.services.installation import Installation


def area_in(
    at: Installation, actor: Actor | None, edition: tuple[str, str], area_id: str, locale: str
) -> tuple[Framework, Area]:
    """An edition, by the framework's id and its own, and one of its areas; NotFound for an unknown one."""
    require(actor, Permission.MUNICIPALITY_READ)
    framework = at.shelf.get(*edition, locale)
    area = framework.area(area_id)
    if area is None:
        raise NotFound
    return framework, area
