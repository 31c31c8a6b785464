"""Works on workbooks in LibreOffice as a person would. Run by a Python that has ``uno``, with a file of jobs.

A job opens a workbook, takes steps and saves it elsewhere. Rows and columns count from 0. Steps by their first word::

    put sheet row column value             type a text or a number; None clears the cell
    insert sheet row count                 insert rows above a row
    delete sheet row count                 delete rows
    sort sheet top left bottom right column ascending
    copy sheet row target width            copy a row and paste it over another one
    cut sheet first last target width      cut rows and paste them over others
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellAddress, TableSortField


def _property(name: str, value: Any) -> PropertyValue:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def _step(document: Any, word: str, sheet_name: str, args: list[Any]) -> None:
    sheets = document.Sheets
    sheet = sheets.getByName(sheet_name)
    number = sheet.RangeAddress.Sheet
    if word == "put":
        cell = sheet.getCellByPosition(args[1], args[0])
        if args[2] is None:
            cell.clearContents(1 | 2 | 4 | 16)
        elif isinstance(args[2], str):
            cell.setString(args[2])
        else:
            cell.setValue(args[2])
    elif word == "insert":
        sheet.Rows.insertByIndex(args[0], args[1])
    elif word == "delete":
        sheet.Rows.removeByIndex(args[0], args[1])
    elif word == "sort":
        top, left, bottom, right, column, ascending = args
        entry = TableSortField()
        entry.Field, entry.IsAscending = column - left, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (entry,))
        settings = (_property("SortFields", fields), _property("ContainsHeader", False))
        uno.invoke(sheet.getCellRangeByPosition(left, top, right, bottom), "sort", (settings,))
    else:
        first, last, target, width = args if word == "cut" else (args[0], args[0], args[1], args[2])
        where = CellAddress()
        where.Sheet, where.Column, where.Row = number, 0, target
        source = sheet.getCellRangeByPosition(0, first, width - 1, last).RangeAddress
        (sheet.moveRange if word == "cut" else sheet.copyRange)(where, source)


def _desktop(pipe: str, process: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if process.poll() is not None:
                raise
            time.sleep(0.2)
    raise TimeoutError("LibreOffice does not answer")


def main(jobs: Path, program: str, profile: str) -> None:
    pipe = f"xlplan{time.time_ns()}"
    options = ["--headless", "--norestore", "--nolockcheck", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen([program, f"-env:UserInstallation={profile}", *options])
    try:
        desktop = _desktop(pipe, process)
        for job in json.loads(jobs.read_text(encoding="utf-8")):
            source, target = Path(job["path"]).as_uri(), Path(job["out"]).as_uri()
            document = desktop.loadComponentFromURL(source, "_blank", 0, (_property("Hidden", True),))
            for word, sheet, *args in job["steps"]:
                _step(document, word, sheet, args)
            document.calculateAll()
            document.storeToURL(target, (_property("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
        with contextlib.suppress(Exception):  # the bridge goes down with the program
            desktop.terminate()
        process.wait(60)
    finally:
        if process.poll() is None:
            process.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
