"""What may be uploaded as evidence, told by what a file holds and not only by what it is called.

The list is closed. Nothing here unpacks, draws or runs a file; sizes are in bytes unless said otherwise.
"""

import codecs
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kompass.domain.errors import Problem

LARGEST_FILE = 25_000_000
LARGEST_EVALUATION = 2_000_000_000
MOST_PIXELS = 40_000_000

# An office file is a zip; these keep a small one from becoming a very large one at whoever opens it.
MOST_MEMBERS = 2_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 100

LONGEST_NAME = 150
# What a file is called when nothing is left of its name; the same word in both forms of Norwegian.
NAMELESS = "fil"

SUBJECT = "file"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its code, which is also its usual extension, every extension it may have, its MIME type."""

    code: str
    extensions: tuple[str, ...]
    mime_type: str

    @property
    def is_image(self) -> bool:
        return self.mime_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Media:
    """A file that may be kept. The marks are for PDF only, and are what a simple search of its bytes can tell.

    `has_active_content`: it names a script, a program to start, or files inside it. `is_cut_short`: its end is
    missing.
    """

    kind: Kind
    is_encrypted: bool = False
    has_active_content: bool = False
    is_cut_short: bool = False

    @property
    def can_be_previewed(self) -> bool:
        return not (self.is_encrypted or self.has_active_content or self.is_cut_short)


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
PDF = Kind("pdf", ("pdf",), "application/pdf")
PNG = Kind("png", ("png",), "image/png")
JPG = Kind("jpg", ("jpg", "jpeg"), "image/jpeg")
DOCX = Kind("docx", ("docx",), _OPEN_XML + "wordprocessingml.document")
XLSX = Kind("xlsx", ("xlsx",), _OPEN_XML + "spreadsheetml.sheet")
ODT = Kind("odt", ("odt",), "application/vnd.oasis.opendocument.text")
TXT = Kind("txt", ("txt",), "text/plain")
KINDS = (PDF, PNG, JPG, DOCX, XLSX, ODT, TXT)


def recognise(file_name: str, content: bytes) -> Media | Problem:
    """The kind of a file, when its content and the extension of its name agree; else the first thing wrong."""
    kind = _kind_by_name(file_name)
    if kind is None:
        return _problem("file_type_unknown", kinds=", ".join(kind.code for kind in KINDS))
    if not content:
        return _problem("file_empty")
    if len(content) > LARGEST_FILE:
        return too_large(len(content), LARGEST_FILE)
    return _CHECKS[kind](kind, content)


def too_large(size: int, most: int) -> Problem:
    """The problem of a file that is larger than the most that may be kept."""
    return _problem("file_too_large", size=str(size), most=str(most))


def shown_name(file_name: str) -> str:
    """A file's name as it is shown and offered for download: 1 to 150 letters, with the extension it had.

    Paths, characters that are not seen or that turn the text around, and those Windows has no room for, are gone.
    """
    name = "".join(character for character in file_name if unicodedata.category(character) not in _UNSEEN)
    name = unicodedata.normalize("NFC", name)
    name = re.split(r"[/\\]", name)[-1]
    name = " ".join(re.sub(r'[<>:"|?*]', "_", name).split()).rstrip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        # A name without a dot, or where the dot only ends a sentence, has no extension to save.
        stem, dot, extension = name, "", ""
    stem = stem.strip(" .")[: LONGEST_NAME - len(dot + extension)].rstrip(" .")
    return (stem or NAMELESS) + dot + extension


# Control characters, those that format without being seen (bidi and zero width), lone surrogates, line breaks.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LONGEST_EXTENSION = 10


def _problem(code: str, **values: str) -> Problem:
    return Problem(code, SUBJECT, tuple(values.items()))


def _disguised(kind: Kind) -> Problem:
    return _problem("file_not_what_it_says", kind=kind.code)


def _kind_by_name(file_name: str) -> Kind | None:
    _, dot, extension = shown_name(file_name).rpartition(".")
    return next((kind for kind in KINDS if dot and extension.lower() in kind.extensions), None)


# PDF


def _name(word: str) -> str:
    """Pattern of a PDF name, where any letter may be written as its number: /JavaScript is also /J#61vaScript."""
    return "/" + "".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in word)


# The numbers after a name keep chance hits in compressed bytes away where the name is short.
_VALUE = rb"\s*(?:\d+\s+\d+\s+R|%s)"
_ENCRYPTED = re.compile(_name("Encrypt").encode() + _VALUE % rb"<<")
_ACTIVE = re.compile(
    rb"|".join(_name(word).encode() for word in ("JavaScript", "Launch", "EmbeddedFile", "RichMedia"))
    + rb"|"
    + _name("JS").encode()
    + _VALUE % rb"[(<]"
)
_PDF_START = b"%PDF-"
_PDF_END = b"%%EOF"


def _pdf(kind: Kind, content: bytes) -> Media | Problem:
    """A PDF and its marks.

    Only bytes that lie open are searched: a script in a compressed or encrypted part is not found. A file
    without the mark is therefore not known to be harmless, and none is to be shown inside our own pages.
    """
    if not content.startswith(_PDF_START):
        return _disguised(kind)
    return Media(
        kind,
        is_encrypted=_ENCRYPTED.search(content) is not None,
        has_active_content=_ACTIVE.search(content) is not None,
        is_cut_short=_PDF_END not in content[-1024:],
    )


# Images


_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = b"\x00\x00\x00\x0dIHDR"
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_JPG_START = b"\xff\xd8\xff"
# The frame headers of JPEG; the numbers between them (C4, C8, CC) mean other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_MOST_SEGMENTS = 1_000


def _png(kind: Kind, content: bytes) -> Media | Problem:
    """A PNG: nothing may follow its end, for that is where another kind of file is hidden."""
    if not content.startswith(_PNG_START):
        return _disguised(kind)
    if not content.endswith(_PNG_END):
        return _disguised(kind) if _PNG_END in content else _problem("image_broken")
    if not content.startswith(_PNG_HEADER, len(_PNG_START)):
        return _problem("image_broken")
    return _image(kind, *struct.unpack_from(">II", content, len(_PNG_START + _PNG_HEADER)))


def _jpg(kind: Kind, content: bytes) -> Media | Problem:
    """A JPEG. Telephones leave things after its end, so what follows is no reason to refuse it."""
    if not content.startswith(_JPG_START):
        return _disguised(kind)
    for marker, position in _segments(content):
        if marker in _FRAMES and position + 5 <= len(content):
            height, width = struct.unpack_from(">HH", content, position + 1)
            return _image(kind, width, height)
    return _problem("image_broken")


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Marker, and position of the body, of each segment before the picture of a JPEG, until one is wrong."""
    position = 2
    for _ in range(_MOST_SEGMENTS):
        head = content[position : position + 4]
        if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:
            return
        yield head[1], position + 4
        # A byte FF in front of a marker is filling.
        position += 1 if head[1] == 0xFF else 2 + struct.unpack(">H", head[2:])[0]


def _image(kind: Kind, width: int, height: int) -> Media | Problem:
    if not width * height:
        return _problem("image_broken")
    return _problem("image_too_large") if width * height > MOST_PIXELS else Media(kind)


# Office files


_ZIP_START = b"PK\x03\x04"
_ZIP_MEMBER = b"PK\x01\x02"
_ENCRYPTED_MEMBER = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_TYPES = "[Content_Types].xml"
_MIME_TYPE = "mimetype"
# Neither of the two members that say what an office file is, needs more than this.
_LONGEST_LABEL = 1_000_000
_MACRO_NAMES = re.compile(
    r"(?:^|/)vba(?:project|data)[^/]*$|(?:^|/)macrosheets/"
    # LibreOffice lists its libraries of macros also when they are empty.
    r"|^basic/[^/]+/(?!(?:script|dialog)-lb\.xml$).|^scripts/.",
    re.IGNORECASE,
)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.IGNORECASE)
# What the standard library raises for bytes that are no zip, or one damaged, scrambled or packed in rare ways.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


def _office(kind: Kind, content: bytes) -> Media | Problem:
    """An office file: a sound zip of reasonable size, labelled as the kind, without macros."""
    if not content.startswith(_ZIP_START):
        return _disguised(kind)
    # Counted before the zip is read, for the list of members can itself fill the memory.
    if content.count(_ZIP_MEMBER) > MOST_MEMBERS:
        return _problem("file_too_packed")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _archive_problem(kind, archive, len(content)) or Media(kind)
    except _UNREADABLE:
        return _disguised(kind)


def _archive_problem(kind: Kind, archive: zipfile.ZipFile, size: int) -> Problem | None:
    """What is wrong with a zip of so many bytes; raises one of _UNREADABLE when it is damaged."""
    members = archive.infolist()
    if _is_too_packed(members, size):
        return _problem("file_too_packed")
    if not _is_plain(members):
        return _disguised(kind)
    label = _label(kind, archive)
    if any(_MACRO_NAMES.search(member.filename) for member in members) or _MACRO_TYPES.search(label):
        return _problem("file_has_macros")
    # Every member is unpacked once and thrown away: one that is damaged, or larger than it says, shows here.
    return None if _says(kind, label) and archive.testzip() is None else _disguised(kind)


def _is_too_packed(members: list[zipfile.ZipInfo], size: int) -> bool:
    unpacked = sum(member.file_size for member in members)
    # Members that together are packed in more bytes than there are, share them: the densest bomb there is.
    overlapping = sum(member.compress_size for member in members) > size
    return overlapping or unpacked > min(MOST_UNPACKED, MOST_RATIO * size)


def _is_plain(members: list[zipfile.ZipInfo]) -> bool:
    """Whether the zip begins where the file does, and its members are packed as office programs pack them."""
    return min((member.header_offset for member in members), default=-1) == 0 and all(
        member.compress_type in _METHODS and not member.flag_bits & _ENCRYPTED_MEMBER for member in members
    )


def _label(kind: Kind, archive: zipfile.ZipFile) -> bytes:
    """The member that says what kind of office file this is; empty when there is none, or an absurd one."""
    name = _MIME_TYPE if kind is ODT else _TYPES
    found = [member for member in archive.infolist() if member.filename == name]
    # Two of the same name would let two readers see two different files.
    return archive.read(name) if len(found) == 1 and found[0].file_size <= _LONGEST_LABEL else b""


def _says(kind: Kind, label: bytes) -> bool:
    if kind is ODT:
        return label.strip() == ODT.mime_type.encode()
    return f'"{kind.mime_type}.main+xml"'.encode() in label.replace(b"'", b'"')


# Text


_PIECE = 65_536
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def _txt(kind: Kind, content: bytes) -> Media | Problem:
    """Text in UTF-8 and nothing else, without control characters.

    In Latin-1 every file in the world is text, so allowing it would check nothing; and a reader who is not told
    which of the two it is, sees broken letters.
    """
    if content.startswith((_PDF_START, _PNG_START, _JPG_START, _ZIP_START)):
        return _disguised(kind)
    # In pieces: as one string the text could take four times the memory of the file.
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _PIECE):
            end = start + _PIECE
            if _NOT_TEXT.search(decoder.decode(content[start:end], final=end >= len(content))):
                return _problem("text_not_readable")
    except UnicodeDecodeError:
        return _problem("text_not_readable")
    return Media(kind)


_CHECKS: dict[Kind, Callable[[Kind, bytes], Media | Problem]] = {
    PDF: _pdf,
    PNG: _png,
    JPG: _jpg,
    DOCX: _office,
    XLSX: _office,
    ODT: _office,
    TXT: _txt,
}
