"""The files of the evidence: handing one out, finding those that are missing, removing those nothing refers to."""

from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader
from pathlib import Path

from sqlalchemy.orm import Session

from kompass.domain import media
from kompass.domain.errors import NotFound
from kompass.domain.evidence import StoredFile
from kompass.domain.permissions import Actor, Permission
from kompass.services.access import evaluation_for
from kompass.services.evidence import rights_of, visible
from kompass.services.installation import Installation
from kompass.storage import evidence, files

# A file is kept before the row that refers to it; nothing takes this long to save.
LEFT_ALONE = timedelta(hours=24)


def folder(at: Installation) -> Path:
    """Where the files lie."""
    return at.instance / "evidence"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out: what it is called, its MIME type, and the file itself, which the caller closes."""

    file: StoredFile
    mime_type: str
    content: BufferedReader


def download(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, evidence_id: int
) -> Download:
    """The file of a document; NotFound when there is none the person may see, or it is gone from the disk."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    found = visible(session, evaluation, rights_of(session, actor, evaluation))
    file = next((one.file for one in found if one.id == evidence_id), None)
    if file is None:
        raise NotFound
    mime_type = next(kind.mime_type for kind in media.KINDS if kind.code == file.media)
    return Download(file, mime_type, files.opened(folder(at), file.digest))


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A piece of evidence whose file is not on the disk."""

    evaluation_id: int
    evidence_id: int
    file: StoredFile


def problems_on_disk(at: Installation, session: Session) -> list[MissingFile]:
    """Every piece of evidence, of any evaluation, whose file is missing; for whoever runs the machine."""
    referred = evidence.files_referred_to(session)
    gone = set(files.missing(folder(at), {file.digest for _, _, file in referred}))
    return [MissingFile(*one) for one in referred if one[2].digest in gone]


def sweep(at: Installation, session: Session) -> list[Path]:
    """Remove files older than a day that no evidence refers to; those removed."""
    referred = {file.digest for _, _, file in evidence.files_referred_to(session)}
    return files.sweep(folder(at), referred, at.clock() - LEFT_ALONE)
