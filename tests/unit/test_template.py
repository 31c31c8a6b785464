"""Templates as data: what is wrong with one is said in one line."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from xlplan.core.errors import InputError
from xlplan.core.text import LANGS
from xlplan.template.resolve import built_in, load_template, resolve, templates_folder


def standard() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((templates_folder() / "full.yaml").read_text(encoding="utf-8"))
    return data


def changed(**changes: Any) -> dict[str, Any]:
    return {k: v for k, v in {**standard(), **changes}.items() if v is not ...}


def with_column(**column: Any) -> dict[str, Any]:
    spec = {"key": "vendor", "header": {"zh": "供应商", "en": "Vendor"}, **column}
    return changed(extra_columns={"wbs": [{k: v for k, v in spec.items() if v is not ...}]})


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (changed(wekend=["sat"]), "weekend"),
        (changed(forms=["basic", "wsb"]), "wbs"),
        (changed(forms=...), "forms"),
        (changed(title=...), "title"),
        (changed(title="标准"), "title"),
        (changed(version="一"), "version"),
        (changed(weekend=["sat", "sunday"]), "sunday"),
        (changed(capacity={"wbs": "many"}), "capacity.wbs"),
        (changed(capacity=[1]), "capacity"),
        (changed(extra_columns={"wsb": []}), "wbs"),
        (changed(extra_columns={"wbs": {"key": "x"}}), "extra_columns.wbs"),
        (with_column(key=...), "key"),
        (with_column(key="code"), "code"),
        (with_column(key="id"), "id"),
        (with_column(key="extras"), "extras"),
        (with_column(key="供应商"), "供应商"),
        (with_column(key="two words"), "two words"),
        (with_column(header=...), "header"),
        (with_column(header="供应商"), "header"),
        (with_column(kind="decimal"), "decimal"),
        (with_column(kind="one"), "options"),
        (with_column(owner="departement"), "departement"),
        (with_column(onwer="pm"), "owner"),
        (with_column(required="maybe"), "maybe"),
        (with_column(after="nowhere"), "nowhere"),
        (with_column(gated="durations"), "durations"),
        (with_column(gated="added"), "added"),
        (
            changed(extra_columns={"risks": [{"key": "x", "header": {"zh": "甲", "en": "A"}, "gated": "scope"}]}),
            "gated",
        ),
        (changed(extra_columns={"wbs": [standard_column := {"key": "a", "header": {"zh": "甲", "en": "A"}}] * 2}), "a"),
    ],
)
def test_what_is_wrong_is_named(data: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError) as caught:
        resolve(data)
    for lang in LANGS:
        line = caught.value.in_language(lang)
        assert named in line
        assert "full" in line
        assert "\n" not in line


def test_a_template_that_is_not_built_in_carries_its_data(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(yaml.safe_dump(with_column(required=True), allow_unicode=True), encoding="utf-8")
    template = load_template(str(path))
    assert template.source is not None
    again = resolve(template.source)
    assert again.source == template.source
    assert [c.header for _, t in again.tables() for c in t.columns] == [
        c.header for _, t in template.tables() for c in t.columns
    ]
    assert (again.capacity, again.spare, again.weekend) == (template.capacity, template.spare, template.weekend)
    assert again.table("wbs").column("vendor").required
    assert load_template("standard").source is None


def test_data_are_not_changed() -> None:
    data = with_column()
    before = copy.deepcopy(data)
    resolve(data)
    assert data == before


def test_names(tmp_path: Path) -> None:
    assert built_in() == ["core", "full", "light"]
    for wrong in ("acme", "../standard", "", str(tmp_path / "acme.yaml")):
        with pytest.raises(InputError) as caught:
            load_template(wrong)
        assert "\n" not in caught.value.in_language("zh")
    (tmp_path / "acme.yaml").write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(InputError, match="not a template"):
        load_template(str(tmp_path / "acme.yaml"))
    (tmp_path / "acme.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(InputError):
        load_template(str(tmp_path / "acme.yaml"))
    (tmp_path / "acme.yaml").write_text(yaml.safe_dump(changed(name="acme")), encoding="utf-8")
    assert load_template("acme", tmp_path).name == "acme"
