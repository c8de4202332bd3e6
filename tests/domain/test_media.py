"""Real files of every kind: whole, damaged, disguised and hostile."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from kompass.domain.completeness import BIDI_CONTROLS
from kompass.domain.errors import Problem
from kompass.domain.media import (
    DOCX,
    JPG,
    KINDS,
    LARGEST_FILE,
    LONGEST_NAME,
    MOST_MEMBERS,
    NAMELESS,
    ODT,
    PDF,
    PNG,
    TXT,
    XLSX,
    Kind,
    Media,
    recognise,
    shown_name,
)

HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00"
TYPES = "[Content_Types].xml"


def make_image(kind: str, size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def make_pdf(*, action: Mapping[str, str] | None = None, attachment: bytes = b"", password: str = "") -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if action:
        values = {
            key: NameObject(text) if text.startswith("/") else TextStringObject(text)
            for key, text in action.items()
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(key): value for key, value in values.items()}
        )
    if attachment:
        writer.add_attachment("vedlegg.txt", attachment)
    if password:
        writer.encrypt(password)
    writer.write(file)
    return file.getvalue()


def make_zip(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def types(kind: Kind, *others: str) -> str:
    parts = "".join(f'<Override ContentType="{part}"/>' for part in (f"{kind.mime_type}.main+xml", *others))
    return f'<?xml version="1.0"?><Types>{parts}</Types>'


def make_office(
    kind: Kind, extra: Mapping[str, str | bytes] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    label = {"mimetype": kind.mime_type} if kind is ODT else {TYPES: types(kind)}
    return make_zip({**label, "content.xml": "<text>Økonomiplan</text>", **(extra or {})}, method)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with hardly anything in it."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpg_of(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + bytes(9)


def with_lying_size(archive: bytes, size: int) -> bytes:
    """The zip with another unpacked size of its last member, in the list of members only."""
    place = archive.rindex(b"PK\x01\x02") + 24
    return archive[:place] + struct.pack("<I", size) + archive[place + 4 :]


def with_flag(archive: bytes, flag: int) -> bytes:
    place = archive.rindex(b"PK\x01\x02") + 8
    return archive[:place] + struct.pack("<H", flag) + archive[place + 2 :]


def with_offset(archive: bytes, offset: int) -> bytes:
    """The zip with its last member said to lie elsewhere, on top of another."""
    place = archive.rindex(b"PK\x01\x02") + 42
    return archive[:place] + struct.pack("<I", offset) + archive[place + 4 :]


def sharing_zip(members: int) -> bytes:
    """A zip where every name in the list stands for the same packed bytes."""
    archive = make_office(DOCX, {"a": bytes(4000) + bytes(range(256)) * 8}, zipfile.ZIP_STORED)
    start, end = archive.rindex(b"PK\x01\x02"), archive.rindex(b"PK\x05\x06")
    more = archive[start:end] * members
    listed = struct.unpack_from("<H", archive, end + 8)[0] + members
    size = struct.unpack_from("<I", archive, end + 12)[0] + len(more)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, listed, listed, size, end - (size - len(more)), 0)
    return archive[:end] + more + tail


PLAIN_PDF, WHOLE_PNG, WHOLE_JPG = make_pdf(), make_image("PNG"), make_image("JPEG")
WHOLE_DOCX, WHOLE_XLSX, WHOLE_ODT = make_office(DOCX), make_office(XLSX), make_office(ODT)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("plan.pdf", PLAIN_PDF, PDF, id="pdf"),
        pytest.param("bilde.png", WHOLE_PNG, PNG, id="png"),
        pytest.param("bilde.jpg", WHOLE_JPG, JPG, id="jpg"),
        pytest.param("IMG_1.JPEG", make_image("JPEG", progressive=True), JPG, id="progressive jpeg in capitals"),
        pytest.param("bilde.jpg", WHOLE_JPG + b"film", JPG, id="jpg with a telephone's film after it"),
        pytest.param("bilde.jpg", b"\xff\xd8\xff" + WHOLE_JPG[2:], JPG, id="jpg with filling between segments"),
        pytest.param("bilde.png", png_of(8000, 5000), PNG, id="png of exactly 40 million pixels"),
        pytest.param("brev.docx", WHOLE_DOCX, DOCX, id="docx"),
        pytest.param("tall.xlsx", WHOLE_XLSX, XLSX, id="xlsx"),
        pytest.param("notat.odt", WHOLE_ODT, ODT, id="odt"),
        pytest.param(
            "notat.odt",
            make_office(ODT, {"Basic/script-lc.xml": "", "Basic/Standard/script-lb.xml": ""}),
            ODT,
            id="odt with an empty library of macros",
        ),
        pytest.param("brev.docx", make_office(DOCX, method=zipfile.ZIP_STORED), DOCX, id="docx that is not packed"),
        pytest.param(
            "brev.docx", make_zip({TYPES: types(DOCX).replace('"', "'")}), DOCX, id="docx with other quotes"
        ),
        pytest.param("notat.txt", "Møte på Røros\n\tKåfjord 🧭\r\n".encode(), TXT, id="txt"),
        pytest.param("notat.txt", b"\xef\xbb\xbfhei", TXT, id="txt with a byte order mark"),
        pytest.param(
            "notat.txt", ("x" * 65_535 + "ø" * 70_000).encode(), TXT, id="txt with a letter across pieces"
        ),
        pytest.param("notat.txt", HTML, TXT, id="html called text is text"),
        pytest.param("plan.v2.final.pdf. ", PLAIN_PDF, PDF, id="name with many dots"),
    ],
)
def test_a_file_that_is_what_it_says_is_recognised(name: str, content: bytes, kind: Kind) -> None:
    assert recognise(name, content) == Media(kind)


@pytest.mark.parametrize(
    "name",
    [
        "kart.svg", "kart.svgz", "data.xml", "side.html", "alt.zip", "makro.xlsm", "makro.docm", "gammel.doc",
        "program.exe", "bilde.gif", "bilde.heic", "uten endelse", "pdf", "plan.pdf.exe", "plan.pdf\u202e.exe", "",
        "..", "plan.pdf/", "plan.pdf:strøm",
    ],
)  # fmt: skip
def test_other_kinds_are_refused_whatever_they_hold(name: str) -> None:
    kinds = ", ".join(kind.code for kind in KINDS)

    assert recognise(name, PLAIN_PDF) == Problem("file_type_unknown", "file", (("kinds", kinds),))


def test_an_empty_file_is_refused() -> None:
    assert recognise("plan.pdf", b"") == Problem("file_empty", "file")


def test_a_file_may_be_25_million_bytes_and_not_one_more() -> None:
    largest = b"a" * LARGEST_FILE

    assert recognise("notat.txt", largest) == Media(TXT)
    assert recognise("notat.txt", largest + b"a") == Problem(
        "file_too_large", "file", (("size", "25000001"), ("most", "25000000"))
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("plan.pdf", PROGRAM, id="program called pdf"),
        pytest.param("plan.pdf", b"\n" + PLAIN_PDF, id="pdf that does not begin at its beginning"),
        pytest.param("plan.pdf", WHOLE_PNG, id="png called pdf"),
        pytest.param("bilde.png", HTML, id="html called png"),
        pytest.param("bilde.png", WHOLE_JPG, id="jpg called png"),
        pytest.param("bilde.png", WHOLE_PNG + HTML, id="png with html after it"),
        pytest.param("bilde.png", HTML + WHOLE_PNG, id="png with html before it"),
        pytest.param("bilde.jpg", WHOLE_PNG, id="png called jpg"),
        pytest.param("brev.docx", PLAIN_PDF, id="pdf called docx"),
        pytest.param("brev.docx", WHOLE_XLSX, id="xlsx called docx"),
        pytest.param("brev.docx", WHOLE_ODT, id="odt called docx"),
        pytest.param("notat.odt", WHOLE_DOCX, id="docx called odt"),
        pytest.param("notat.odt", make_zip({"mimetype": ODT.mime_type + "-template"}), id="template called odt"),
        pytest.param("brev.docx", make_zip({"virus.exe": PROGRAM}), id="any zip called docx"),
        pytest.param("brev.docx", make_zip({}), id="empty zip called docx"),
        pytest.param("brev.docx", b"PK\x03\x04" + make_zip({}), id="zip without members after its mark"),
        pytest.param(
            "brev.docx", make_zip({TYPES: " " * 1_000_001 + types(DOCX)}, 0), id="label that is absurdly long"
        ),
        pytest.param("brev.docx", WHOLE_DOCX[: len(WHOLE_DOCX) // 2], id="docx cut in half"),
        pytest.param("brev.docx", b"PK\x03\x04" + bytes(50) + WHOLE_DOCX, id="docx with something before it"),
        pytest.param(
            "brev.docx", WHOLE_DOCX.replace(b"content.xml", b"kontent.xml", 1), id="member with two names"
        ),
        pytest.param("brev.docx", with_lying_size(WHOLE_DOCX, 3), id="member larger than it says"),
        pytest.param("brev.docx", with_flag(WHOLE_DOCX, 1), id="member with a password"),
        pytest.param("brev.docx", with_offset(WHOLE_DOCX, 0), id="member on top of another"),
        pytest.param("brev.docx", make_office(DOCX, method=zipfile.ZIP_LZMA), id="docx packed in a rare way"),
        pytest.param("notat.txt", PLAIN_PDF, id="pdf called txt"),
        pytest.param("notat.txt", WHOLE_DOCX, id="docx called txt"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    kind = name.rpartition(".")[2]

    assert recognise(name, content) == Problem("file_not_what_it_says", "file", (("kind", kind),))


def test_a_damaged_member_of_an_office_file_is_found() -> None:
    whole = make_office(DOCX, {"word/document.xml": b"innhold"}, zipfile.ZIP_STORED)

    damaged = recognise("brev.docx", whole.replace(b"innhold", b"innhald"))

    assert damaged == Problem("file_not_what_it_says", "file", (("kind", "docx"),))


def test_two_labels_in_one_office_file_are_one_too_many() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(TYPES, types(DOCX))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(TYPES, types(DOCX))

    assert recognise("brev.docx", file.getvalue()) == Problem("file_not_what_it_says", "file", (("kind", "docx"),))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("t.xlsx", make_office(XLSX, {"xl/vbaProject.bin": b"x"}), id="workbook with macros"),
        pytest.param("t.xlsx", make_office(XLSX, {"xl/VBAPROJECT.BIN": b"x"}), id="the same in capitals"),
        pytest.param("t.xlsx", make_office(XLSX, {"xl/macrosheets/sheet1.xml": b"x"}), id="sheet of old macros"),
        pytest.param("b.docx", make_office(DOCX, {"word/vbaData.xml": b"x"}), id="letter with data of macros"),
        pytest.param(
            "b.docx",
            make_zip({TYPES: types(DOCX, "application/vnd.ms-office.vbaProject"), "word/a.bin": b"x"}),
            id="macros under another name",
        ),
        pytest.param(
            "t.xlsx",
            make_zip({TYPES: "<Types ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>"}),
            id="xlsm called xlsx",
        ),
        pytest.param("n.odt", make_office(ODT, {"Basic/Standard/Module1.xml": b"x"}), id="odt with basic"),
        pytest.param("n.odt", make_office(ODT, {"Scripts/python/a.py": b"x"}), id="odt with python"),
    ],
)
def test_an_office_file_with_macros_is_refused(name: str, content: bytes) -> None:
    assert recognise(name, content) == Problem("file_has_macros", "file")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(make_office(DOCX, {"a": bytes(3_000_000)}), id="packed more than a hundred times"),
        pytest.param(with_lying_size(WHOLE_DOCX, 4_000_000_000), id="says it is four billion bytes"),
        pytest.param(
            make_zip({TYPES: types(DOCX), **{str(number): b"" for number in range(MOST_MEMBERS)}}, 0),
            id="one member too many",
        ),
        pytest.param(sharing_zip(1000), id="a thousand members share the same bytes"),
        pytest.param(b"PK\x03\x04" + b"PK\x01\x02" * 5_000_000, id="list of members that would fill the memory"),
    ],
)
def test_an_office_file_that_would_grow_very_large_is_refused(content: bytes) -> None:
    assert recognise("brev.docx", content) == Problem("file_too_packed", "file")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("b.png", png_of(20_000, 20_000), "image_too_large", id="png of 400 million pixels"),
        pytest.param("b.png", png_of(8000, 5001), "image_too_large", id="png one line too large"),
        pytest.param("b.jpg", jpg_of(20_000, 20_000), "image_too_large", id="jpg of 400 million pixels"),
        pytest.param("b.png", png_of(0, 20), "image_broken", id="png of no width"),
        pytest.param("b.png", WHOLE_PNG[:-20], "image_broken", id="png cut short"),
        pytest.param("b.png", WHOLE_PNG[:8] + WHOLE_PNG[-12:], "image_broken", id="png without a header"),
        pytest.param("b.jpg", jpg_of(20, 0), "image_broken", id="jpg that says its height later"),
        pytest.param("b.jpg", b"\xff\xd8\xff", "image_broken", id="jpg that ends at once"),
        pytest.param("b.jpg", jpg_of(20, 20)[:11], "image_broken", id="jpg cut in its header"),
        pytest.param(
            "b.jpg", b"\xff\xd8\xff\xda\x00\x08" + WHOLE_JPG, "image_broken", id="picture before its size"
        ),
        pytest.param("b.jpg", b"\xff\xd8\xff\xe0\x00\x02junk", "image_broken", id="jpg that loses its way"),
        pytest.param("b.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 1001, "image_broken", id="jpg that never begins"),
    ],
)
def test_an_image_that_is_too_large_or_broken_is_refused(name: str, content: bytes, code: str) -> None:
    assert recognise(name, content) == Problem(code, "file")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"a\x00b", id="nul"),
        pytest.param(PROGRAM, id="program"),
        pytest.param(b"\x1b[2Jhei", id="orders to a terminal"),
        pytest.param("blåbær".encode("latin-1"), id="latin-1"),
        pytest.param("hei".encode("utf-16"), id="utf-16"),
        pytest.param(b"hei \xc3", id="cut within a letter"),
        pytest.param("hei \ud800".encode(errors="surrogatepass"), id="lone surrogate"),
        pytest.param(b"x" * 65_536 + b"\x00", id="nul in the second piece"),
    ],
)
def test_text_that_cannot_be_read_everywhere_is_refused(content: bytes) -> None:
    assert recognise("notat.txt", content) == Problem("text_not_readable", "file")


@pytest.mark.parametrize(
    ("content", "marks"),
    [
        pytest.param(make_pdf(action={"/S": "/JavaScript", "/JS": "app.alert(1)"}), "active", id="script"),
        pytest.param(PLAIN_PDF.replace(b"/Pages", b"/J#61v#61Script /Pages", 1), "active", id="script in disguise"),
        pytest.param(PLAIN_PDF + b"/JS 12 0 R", "active", id="script elsewhere in the file"),
        pytest.param(make_pdf(action={"/S": "/Launch", "/F": "calc.exe"}), "active", id="program to start"),
        pytest.param(make_pdf(attachment=b"hei"), "active", id="file within"),
        pytest.param(PLAIN_PDF + b"/RichMedia", "active", id="film"),
        pytest.param(make_pdf(password="hemmelig"), "encrypted", id="password"),
        pytest.param(PLAIN_PDF[:-6], "cut short", id="without its end"),
        pytest.param(make_pdf(action={"/S": "/GoTo"}), "", id="opens at a page"),
        pytest.param(PLAIN_PDF + b"/JSx /JS\x8f /Encrypted", "", id="bytes that look like it by chance"),
    ],
)
def test_a_pdf_is_kept_with_its_marks(content: bytes, marks: str) -> None:
    found = recognise("plan.pdf", content)

    assert found == Media(
        PDF,
        is_encrypted="encrypted" in marks,
        has_active_content="active" in marks,
        is_cut_short="cut short" in marks,
    )
    assert found.can_be_previewed is (not marks)


def test_only_png_and_jpg_are_images() -> None:
    assert [kind.code for kind in KINDS if kind.is_image] == ["png", "jpg"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Økonomiplan 2026.pdf", "Økonomiplan 2026.pdf", id="good name"),
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="path"),
        pytest.param("C:\\Users\\kari\\plan.pdf", "plan.pdf", id="path of windows"),
        pytest.param("a/b\\c.pdf", "c.pdf", id="both slashes"),
        pytest.param("fil\u202efdp.exe", "filfdp.exe", id="turned around"),
        pytest.param("a\u200bb\u2066c\ufeff.pdf", "abc.pdf", id="not seen"),
        pytest.param("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf", id="line break"),
        pytest.param("nul\x00.pdf", "nul.pdf", id="nul"),
        pytest.param("løs\ud800.pdf", "løs.pdf", id="lone surrogate"),
        pytest.param("a\u030a.pdf", "å.pdf", id="letter in two parts"),
        pytest.param('<b>"hva?"*|.pdf', "_b__hva____.pdf", id="signs without room in windows"),
        pytest.param("a; b='c' & 100 %.pdf", "a; b='c' & 100 %.pdf", id="signs the header must take care of"),
        pytest.param("🧭 kompass.pdf", "🧭 kompass.pdf", id="emoji"),
        pytest.param("  plan \u00a0 to  .pdf", "plan to.pdf", id="blanks"),
        pytest.param("plan.pdf. . .", "plan.pdf", id="dots at the end"),
        pytest.param(".pdf", f"{NAMELESS}.pdf", id="only an extension"),
        pytest.param("..pdf", f"{NAMELESS}.pdf", id="dot before the extension"),
        pytest.param("", NAMELESS, id="nothing"),
        pytest.param(" . \u202e", NAMELESS, id="nothing that is seen"),
        pytest.param("mappe/", NAMELESS, id="only a folder"),
        pytest.param("Se vedlegg 4. Og les alt", "Se vedlegg 4. Og les alt", id="dot in a sentence"),
        pytest.param("x" * 300 + ".pdf", "x" * 146 + ".pdf", id="300 letters"),
        pytest.param(
            "x" * 145 + " " + "y" * 300 + ".pdf", "x" * 145 + ".pdf", id="300 letters with a blank at the cut"
        ),
        pytest.param("x" * 149 + "." * 2 + "y" * 300, "x" * 149, id="300 letters after a dot"),
    ],
)
def test_a_name_is_cleaned_before_it_is_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text(st.characters(), max_size=400) | st.text(" ./\\:\u202e\u200dx\u030a", max_size=400))
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    shown = shown_name(name)

    assert 1 <= len(shown) <= LONGEST_NAME
    assert shown_name(shown) == shown
    assert not BIDI_CONTROLS & set(shown)
    assert not set('/\\<>:"|?*\n') & set(shown)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)


@given(st.binary(max_size=200), st.sampled_from(KINDS), st.booleans())
def test_any_bytes_get_an_answer(content: bytes, kind: Kind, begins_well: bool) -> None:
    starts = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPG: b"\xff\xd8\xff", TXT: b""}
    start = starts.get(kind, b"PK\x03\x04") if begins_well else b""

    assert isinstance(recognise(f"fil.{kind.code}", start + content), Media | Problem)
