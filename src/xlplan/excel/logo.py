"""The logo of a company at the right of a sheet's title."""

from __future__ import annotations

from io import BytesIO

from xlplan.core.text import Text
from xlplan.excel.book import Sheet

HEIGHT, WIDTH = 54, 200
"""Pixels that a logo takes at most: it stands beside the title and the project line."""
GAP = 4
_PIXELS_OF_A_CHARACTER, _PADDING = 7, 5
DESCRIPTION = Text("公司标志", "company logo")


def write_logo(sheet: Sheet, col: int, width: float) -> None:
    """Put the template's logo, if it has one, at the right end of a column that is so many characters wide."""
    data = sheet.book.theme.theme.logo
    if not data:
        return
    from xlsxwriter.image import Image

    image = Image(BytesIO(data))
    # What is drawn at a scale of 1 depends on the resolution that the file names.
    natural = image._width * 96 / image._x_dpi, image._height * 96 / image._y_dpi
    room = width * _PIXELS_OF_A_CHARACTER + _PADDING - GAP
    scale = min(HEIGHT / natural[1], WIDTH / natural[0], room / natural[0])
    sheet.image(0, col, data, max(0, int(room - natural[0] * scale)), GAP, scale, DESCRIPTION(sheet.book.lang))
