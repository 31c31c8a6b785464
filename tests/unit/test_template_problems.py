"""A broken template: everything that is wrong with it at once, each with its line, never a traceback."""

from __future__ import annotations

import base64
import contextlib
import copy
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.app.templates import check_template, sound_template
from xlplan.core.errors import InputError
from xlplan.core.finding import Severity
from xlplan.core.text import LANGS
from xlplan.template import findings as f
from xlplan.template.picture import picture_size
from xlplan.template.resolve import load_template, resolve, templates_folder
from xlplan.template.theme import LOGO_BYTES, contrast

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "company"
TOP = "name: acme\nversion: 1\ntitle: {zh: 甲, en: A}\nforms: all\n"

CASES: list[tuple[str, str, int]] = [
    ("wekend: [sat]", "TPL003", 5),
    ("weekend: [sat, sunday]", "TPL006", 5),
    ("weekend: [mon, tue, wed, thu, fri, sat, sun]", "TPL006", 5),
    ("prefill_days: soon", "TPL006", 5),
    ("gantt_columns: 3", "TPL006", 5),
    ("capacity: [1]", "TPL005", 5),
    ("capacity:\n  wsb: 3", "TPL009", 6),
    ("capacity:\n  wbs: 99999999", "TPL006", 6),
    ("titles:\n  risk: {zh: 甲, en: A}", "TPL008", 6),
    ("titles:\n  risks: {zh: 工作日历, en: Log}", "TPL016", 6),
    ("titles:\n  risks: {zh: 历史, en: History}", "TPL016", 6),
    ("titles:\n  risks: {zh: '{甲}', en: A}", "TPL007", 6),
    ("titles:\n  risks: {zh: 甲}", "TPL004", 6),
    ("columns:\n  wbs:\n    codex: {width: 9}", "TPL010", 7),
    ("columns:\n  wbs:\n    code: {width: wide}", "TPL006", 7),
    ("columns:\n  wbs:\n    start: {required: true}", "TPL027", 7),
    ("columns:\n  wbs:\n    name: {header: {zh: 负责人, en: Who}}", "TPL026", 7),
    ("columns:\n  wbs:\n    name: {heder: {zh: 工期, en: Time}}", "TPL003", 7),
    ("extra_columns:\n  wbs:\n    - {key: code, header: {zh: 甲, en: A}}", "TPL014", 7),
    ("extra_columns:\n  wbs:\n    - {key: Two words, header: {zh: 甲, en: A}}", "TPL015", 7),
    ("extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, kind: decimal}", "TPL011", 7),
    ("extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, kind: one}", "TPL004", 7),
    ("extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, options: []}", "TPL003", 7),
    ("extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, kind: one, list: risk}", "TPL021", 7),
    ("extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, after: nowhere}", "TPL010", 7),
    ("extra_columns:\n  calendar:\n    - {key: x, header: {zh: 甲, en: A}, owner: department}", "TPL024", 7),
    ("extra_columns:\n  basic:\n    - {key: x, header: {zh: 甲, en: A}, owner: department}", "TPL024", 7),
    (
        "extra_columns:\n  wbs:\n    - {key: x, header: {zh: 甲, en: A}, owner: department, owner_field: name}",
        "TPL024",
        7,
    ),
    (
        "extra_columns:\n  wbs:\n    - key: x\n      header: {zh: 甲, en: A}\n      kind: one\n"
        "      options: [{key: a, zh: 好, en: Good}, {key: b, zh: 坏, en: good}]",
        "TPL020",
        10,
    ),
    ("vocabularies:\n  colours: {}", "TPL021", 6),
    ("vocabularies:\n  grade:\n    labels:\n      high: {zh: 很高, en: Very high}", "TPL023", 7),
    ("vocabularies:\n  grade:\n    options: [{key: x, zh: 极高, en: Extreme}]", "TPL023", 7),
    ("vocabularies:\n  risk_category:\n    aliases:\n      tech: [工艺]", "TPL022", 8),
    ("vocabularies:\n  risk_category:\n    aliases:\n      cost: [进度]", "TPL020", 6),
    ("theme:\n  accent: teal", "TPL017", 6),
    ("theme:\n  accent: '#9FD3C7'", "TPL018", 6),
    ("theme:\n  fills:\n    pm: '#8A6D1A'", "TPL018", 7),
    ("theme:\n  logo: missing.png", "TPL019", 6),
    ("theme:\n  logo: ../../secret.png", "TPL019", 6),
    ("theme:\n  phases:\n    plan: '#000000'", "TPL003", 7),
    ("rules:\n  RSK999: error", "TPL028", 6),
    ("rules:\n  RSK003: fatal", "TPL006", 6),
    ("rules:\n  BAS002:\n    middle: 3%", "TPL029", 7),
    ("rules:\n  BAS002:\n    low: some", "TPL030", 7),
    ("rules:\n  RSK003: error\n  risk-overdue: off", "TPL034", 7),
    ("check:\n  ignore:\n    - DAT007\n    - DAT999", "TPL035", 8),
    (
        "extra_forms:\n  - {code: wbs, title: {zh: 甲, en: A}, columns: [{key: a, header: {zh: 乙, en: B}}]}",
        "TPL014",
        6,
    ),
    ("extra_forms:\n  - {code: x_a, title: {zh: 甲, en: A}, columns: []}", "TPL004", 6),
    (
        "extra_forms:\n  - {code: x_a, title: {zh: 工作日历, en: A}, columns: [{key: a, header: {zh: 乙, en: B}}]}",
        "TPL016",
        6,
    ),
    (
        "extra_forms:\n  - code: x_a\n    title: {zh: 甲, en: A}\n    appended_by: department\n"
        "    columns: [{key: a, header: {zh: 乙, en: B}}]",
        "TPL024",
        8,
    ),
    (
        "extra_forms:\n  - code: x_a\n    title: {zh: 甲, en: A}\n    number: 'A-{dept}-{n}'\n"
        "    columns: [{key: a, header: {zh: 乙, en: B}}]",
        "TPL025",
        8,
    ),
    (
        "extra_forms:\n  - code: x_a\n    title: {zh: 甲, en: A}\n    natural: [b]\n"
        "    columns: [{key: a, header: {zh: 乙, en: B}}]",
        "TPL010",
        8,
    ),
    (
        "extra_forms:\n  - code: x_a\n    title: {zh: 甲, en: A}\n    shape: record\n    number: 'A-{n}'\n"
        "    columns: [{key: a, header: {zh: 乙, en: B}}]",
        "TPL003",
        9,
    ),
    (
        "extra_forms:\n  - code: x_a\n    title: {zh: 甲, en: A}\n    after: nowhere\n"
        "    columns: [{key: a, header: {zh: 乙, en: B}}]",
        "TPL008",
        8,
    ),
    ("capacity: {wbs: 5}\ncapacity: {wbs: 6}", "TPL002", 6),
    ("theme: 3", "TPL005", 5),
    ("extra_forms: {a: 1}", "TPL005", 5),
    ("extra_forms: [1]", "TPL005", 5),
]


def written(folder: Path, text: str, name: str = "acme.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "code", "line"), CASES, ids=[f"{c}-{n}" for n, (_, c, _) in enumerate(CASES)])
def test_one_problem_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = written(tmp_path, TOP + text + "\n")
    found = check_template(path)
    assert [(x.code, x.place.cell) for x in found if x.severity is Severity.ERROR] in (
        [(code, f"line {line}")],
        [(code, f"line {line}")] * 2,  # the same title in both languages
    ), [(x.code, x.place, x.message("en")) for x in found]
    for finding in found:
        assert finding.place.file == "acme.yaml"
        for lang in LANGS:
            assert finding.message(lang) and finding.hint(lang)
    with pytest.raises(InputError):
        sound_template(load_template(str(path)))


def test_every_kind_of_problem_is_tried() -> None:
    elsewhere = {"TPL001", "TPL012", "TPL013", "TPL031", "TPL032", "TPL033"}
    assert {t.code for t in f.TYPES} == {code for _, code, _ in CASES} | elsewhere


def test_all_problems_at_once(tmp_path: Path) -> None:
    text = (
        "name: acme\nversion: one\nforms: [guide, basic, basic, wsb]\n"
        "theme: {accent: blue}\nrules: {NOPE01: off}\nextra_columns: {wsb: []}\n"
    )
    path = written(tmp_path, text)
    found = check_template(path)
    assert [(x.code, x.place.cell) for x in found] == [
        ("TPL004", "line 1"),
        ("TPL006", "line 2"),
        ("TPL012", "line 3"),
        ("TPL008", "line 3"),
        *[("TPL013", "line 3")] * 3,
        ("TPL017", "line 4"),
        ("TPL028", "line 5"),
        ("TPL009", "line 6"),
    ]
    with pytest.raises(InputError) as caught:
        load_template(str(path))
    assert "8 more" in caught.value.in_language("en") and "另有 8 处" in caught.value.in_language("zh")


def test_warnings_do_not_stop_anything(tmp_path: Path) -> None:
    forms = "[guide, basic, team, wbs, progress, calendar]"
    text = f"name: full\nversion: 1\ntitle: {{zh: 甲, en: A}}\nforms: {forms}\ncapacity: {{risks: 9}}\n"
    path = written(tmp_path, text)
    assert [x.code for x in check_template(path)] == ["TPL031", "TPL032", "TPL033"]
    assert load_template(str(path)).source is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[1, 2]",
        b"a: [",
        b"\xff\xfe\x00",
        b"just words",
        b"a: &a [*a]",
        b"a: !!python/object:os.system {}",
        b"- \x00",
    ],
)
def test_what_is_no_template(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(data)
    found = check_template(path)
    assert found and all(x.code.startswith("TPL") for x in found)
    with pytest.raises(InputError):
        load_template(str(path))


def test_aliases_do_not_explode(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert [x.code for x in check_template(written(tmp_path, "\n".join(lines)))] == ["TPL001"]


def test_logos(tmp_path: Path) -> None:
    logo = (SAMPLE / "logo.png").read_bytes()
    assert picture_size(logo) == (256, 96)
    path = written(tmp_path, TOP + "theme: {logo: logo.png}\n")
    for data in (b"GIF89a", logo[:-20], b"\x89PNG\r\n\x1a\n", logo + b"\x00" * LOGO_BYTES, b"\xff\xd8\xff\xe0\x00\x00"):
        (tmp_path / "logo.png").write_bytes(data)
        assert [x.code for x in check_template(path)] == ["TPL019"]
    (tmp_path / "logo.png").write_bytes(logo)
    template = load_template(str(path))
    assert template.theme.logo == logo
    assert template.source is not None and resolve(template.source).theme.logo == logo
    assert resolve(template.source).source == template.source
    bad = copy.deepcopy(dict(template.source))
    bad["theme"] = {"logo": "data:image/png;base64," + base64.b64encode(b"nothing").decode()}
    with pytest.raises(InputError):
        resolve(bad)


def test_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def everything() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((SAMPLE / "template.yaml").read_text(encoding="utf-8"))
    del data["theme"]["logo"]
    return data


ODD: list[Any] = [
    None, "", "x", "{", "{n}", "true", -1, 10**30, 1.5, True, [], {}, [None], [[]], {"zh": 1}, {"zh": "{", "en": "}"},
    ["a", "a"], {"a": {"b": {"c": []}}}, "\x00", "\ud800", "a\nb", "x" * 500, "名", {1: 2}, "id", "wbs",
]  # fmt: skip


def _spoilt(data: Any, rng: random.Random) -> Any:
    """The data with something odd somewhere inside."""
    if rng.random() < 0.12 or not isinstance(data, (dict, list)) or not data:
        return rng.choice(ODD)
    if isinstance(data, dict):
        key = rng.choice(list(data))
        if rng.random() < 0.1:
            return {**data, rng.choice(["x", "zh", "", "名", "key"]): rng.choice(ODD)}
        return {**data, key: _spoilt(data[key], rng)}
    at = rng.randrange(len(data))
    return [*data[:at], _spoilt(data[at], rng), *data[at + 1 :]]


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_nothing_raises_anything_else(seed: int) -> None:
    rng = random.Random(seed)
    data = everything()
    for _ in range(rng.randint(1, 4)):
        spoilt = _spoilt(data, rng)
        data = spoilt if isinstance(spoilt, dict) else data
    try:
        sound_template(resolve(data))
    except InputError as error:
        assert all("\n" not in error.in_language(lang) for lang in LANGS)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_data(value: Any) -> None:
    for key in (
        "forms",
        "extra_forms",
        "extra_columns",
        "columns",
        "vocabularies",
        "theme",
        "rules",
        "titles",
        "capacity",
    ):
        with contextlib.suppress(InputError):
            sound_template(
                resolve({"name": "a", "version": 1, "title": {"zh": "a", "en": "a"}, "forms": "all", key: value})
            )


def test_the_exported_options_are_all_there(tmp_path: Path) -> None:
    """Every option of the commented file can be used as it stands."""
    for lang in LANGS:
        text = (templates_folder() / f"options.{lang}.txt").read_text(encoding="utf-8")
        used = "\n".join(line.removeprefix("#: ") for line in text.splitlines())
        path = written(tmp_path, TOP + used)
        assert check_template(path) == []
        template = load_template(str(path))
        assert template.has("x_suppliers") and template.table("wbs").has("x_make") and template.rules
