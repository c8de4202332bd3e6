"""A drawing for paper is the same picture as the one that stands alone, in fewer parts."""

import re
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from kompass import theme
from kompass.reporting.canvas import Align, Canvas, Pen
from kompass.reporting.plain_svg import plain

FONTS = Path(__file__).resolve().parents[2] / "reports" / "fonts"
TEXT = "Ørland & <Åfjord>"


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(FONTS)


def parts(drawing: bytes, name: str) -> list[Tree.Element]:
    return list(Tree.fromstring(drawing).iter(f"{{http://www.w3.org/2000/svg}}{name}"))  # noqa: S314 - our own


@pytest.mark.parametrize(("align", "left"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
@pytest.mark.parametrize("weight", [400, 600])
def test_line_of_text_begins_where_its_middle_or_end_would_have_put_it(
    pen: Pen, align: Align, left: float, weight: int
) -> None:
    canvas = Canvas(200, 50, pen)
    canvas.text((100, 20), TEXT, size=9, weight=weight, align=align)

    [line] = parts(plain(canvas.svg(), pen.width), "text")

    assert float(line.attrib["x"]) == pytest.approx(100 - left * pen.width(TEXT, 9, weight), abs=0.01)
    assert float(line.attrib["y"]) == 20
    assert line.text == TEXT
    assert (line.get("font-size"), line.get("font-weight", "400")) == ("9px", str(weight))
    assert line.get("font-family") == theme.FONT
    assert not {"text-anchor", "transform", "style"} & set(line.attrib)


def test_what_is_drawn_keeps_its_shape_its_colour_and_its_order(pen: Pen) -> None:
    canvas = Canvas(200, 50, pen)
    canvas.areas([[(0, 0), (9, 0), (9, 9)], [(20, 0), (29, 0), (29, 9)]], ["#112233", "#445566"])
    canvas.lines([[(1, 1), (5.25, 7)]], "#778899", 1.5, dashed=True, round_ends=True)

    drawn = plain(canvas.svg(), pen.width)
    first, second, line = parts(drawn, "path")

    assert (first.get("fill"), second.get("fill")) == ("#112233", "#445566")
    assert re.findall(r"[\d.]+", line.attrib["d"]) == ["1", "1", "5.25", "7"]
    assert (line.get("stroke"), line.get("stroke-width"), line.get("fill")) == ("#778899", "1.5", "none")
    assert line.get("stroke-linecap") == "round"
    assert line.get("stroke-dasharray")
    assert not parts(drawn, "g")
    assert not parts(drawn, "style")
    # Once for all of it, as its sheet of rules said.
    assert parts(drawn, "svg")[0].get("stroke-linejoin") == "round"


def test_a_shape_used_again_is_found_again(pen: Pen) -> None:
    canvas = Canvas(200, 50, pen)
    canvas.dots([(10, 10)], 5, "#112233", hollow=True)

    drawn = plain(canvas.svg(), pen.width)

    [used], [shape] = parts(drawn, "use"), parts(drawn, "path")
    assert used.get("href") == f"#{shape.attrib['id']}"


def test_the_same_drawing_gives_the_same_bytes(pen: Pen) -> None:
    canvas = Canvas(200, 50, pen)
    canvas.text((5, 5), TEXT)

    assert plain(canvas.svg(), pen.width) == plain(canvas.svg(), pen.width)
