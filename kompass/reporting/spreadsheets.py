"""Tables as CSV and XLSX. What people have written never becomes a formula.

CSV is UTF-8 with a byte order mark, for Excel, with semicolons and a decimal comma in Norwegian, commas and a
decimal point in English. In XLSX numbers are numbers, rounded as they are printed.
"""

import csv
import io
from datetime import UTC, datetime
from fractions import Fraction

from xlsxwriter import Workbook

from kompass.domain.points import half_up
from kompass.reporting.data.sheets import Sheet, Value

# What Excel, LibreOffice and their like take for the beginning of a formula, wide forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Excel refuses a longer name, and these signs in it.
LONGEST_NAME = 31
REFUSED = str.maketrans("", "", "[]:*?/\\'")
# A cell of Excel holds no more.
LONGEST_CELL = 32_767
WIDEST = 60
# Always the same, so that the same table gives the same bytes.
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def csv_file(sheet: Sheet, locale: str) -> bytes:
    """The table as CSV."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter="," if locale == "en" else ";", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in sheet.columns])
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        writer.writerow([_text(value, column.decimals or 0, locale) for value, column in cells])
    if sheet.mark:
        writer.writerow([harmless(sheet.mark)])
    return target.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Words no spreadsheet takes for a formula: an apostrophe is set before what looks like one."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def _text(value: Value, decimals: int, locale: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    whole, rest = divmod(half_up(abs(Fraction(value)) * 10**decimals), 10**decimals)
    text = f"{whole}{'.' if locale == 'en' else ','}{rest:0{decimals}d}" if decimals else f"{whole}"
    return f"-{text}" if value < 0 and (whole or rest) else text


def xlsx_file(sheet: Sheet) -> bytes:
    """The table as a workbook of one sheet."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.title, "created": NO_DAY})
    page = book.add_worksheet(sheet.title.translate(REFUSED)[:LONGEST_NAME].strip())
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.title, strong)
        lengths = [len(str(row[place])) for row in sheet.rows if isinstance(row[place], str)]
        page.set_column(place, place, min(max([len(column.title), *lengths]) + 2, WIDEST))
    shapes = [book.add_format({"num_format": _shape(column.decimals or 0)}) for column in sheet.columns]
    for line, row in enumerate(sheet.rows, 1):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            if isinstance(value, str):
                page.write_string(line, place, value[:LONGEST_CELL])
            elif value is not None:
                page.write_number(line, place, _rounded(value, column.decimals or 0), shapes[place])
    if sheet.mark:
        page.write_string(len(sheet.rows) + 2, 0, sheet.mark)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    book.close()
    return target.getvalue()


def _rounded(value: int | Fraction, decimals: int) -> float:
    sign = -1 if value < 0 else 1
    return float(sign * Fraction(half_up(abs(Fraction(value)) * 10**decimals), 10**decimals))


def _shape(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"
