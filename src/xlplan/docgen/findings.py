"""The reference of findings: what each code says, why it matters, what to do, and examples of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import yaml

from xlplan.core.finding import SEVERITY, FindingType
from xlplan.core.text import Lang, Text
from xlplan.docgen.families import FAMILIES, STATES
from xlplan.docgen.markdown import anchor, code, plain, table
from xlplan.rules.base import Example, Rule, Scope

TITLE = Text("检查代码", "Findings")
INTRO = Text(
    "`xlplan check` 与 `xlplan merge` 会说的全部内容，共 {n} 项。本页由程序的声明生成，请勿手改；"
    "命令行里用 `xlplan explain 代码` 查看同样的内容。花括号是会被具体内容替换的部分。",
    "Everything that `xlplan check` and `xlplan merge` may say, {n} in all. Generated from the program's own "
    "declarations; do not edit by hand. `xlplan explain CODE` says the same on the command line. Braces stand for "
    "what is filled in.",
)
HEAD = (Text("代码", "Code"), Text("名称", "Name"), Text("级别", "Severity"), Text("内容", "Says"))
DO = Text("怎么办", "What to do")
WHY = Text("为什么", "Why")
SINCE = Text("适用阶段", "Applies")
WRONG = Text("会报", "Reported")
RIGHT = Text("不报", "Not reported")
WHOLE = Text("；只在主计划中检查", "; in the master only")


def findings_page(types: Iterable[FindingType], rules: Iterable[Rule], lang: Lang) -> str:
    """The page as Markdown."""
    entries = sorted(types, key=lambda t: t.code)
    by_code = {r.type.code: r for r in rules}
    lines = [f"# {TITLE(lang)}", "", INTRO(lang, n=len(entries)), ""]
    for family, members in groupby(entries, key=lambda t: t.code.rstrip("0123456789")):
        known = list(members)
        lines += [f"## {FAMILIES[family](lang) if family in FAMILIES else family}", ""]
        lines += table(
            [t(lang) for t in HEAD],
            (
                (
                    f"[{t.code}](#{anchor(heading(t))})",
                    code(t.name),
                    SEVERITY[t.severity](lang),
                    plain(t.message(lang)),
                )
                for t in known
            ),
        )
        for kind in known:
            lines += _entry(kind, by_code.get(kind.code), lang)
    return "\n".join(lines).rstrip() + "\n"


def heading(kind: FindingType) -> str:
    """The heading of an entry."""
    return f"{kind.code} {kind.name}"


def _entry(kind: FindingType, rule: Rule | None, lang: Lang) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    yield f"### {heading(kind)}"
    yield ""
    yield f"**{SEVERITY[kind.severity](lang)}**{colon}{plain(kind.message(lang))}"
    yield ""
    yield f"* {DO(lang)}{colon}{plain(kind.hint(lang))}"
    yield f"* {WHY(lang)}{colon}{plain(kind.why(lang))}"
    if rule is not None:
        scope = WHOLE(lang) if rule.scope is Scope.MASTER else ""
        yield f"* {SINCE(lang)}{colon}{STATES[rule.since](lang)}{scope}"
        yield f"* {WRONG(lang)}{colon}{_titles(rule.bad, lang)}"
        yield f"* {RIGHT(lang)}{colon}{_titles(rule.good, lang)}"
        yield ""
        yield from _example(rule.bad[0])
    yield ""


def _titles(examples: Sequence[Example], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(plain(e.title(lang)) for e in examples)


def _example(example: Example) -> Iterator[str]:
    text = yaml.safe_dump(
        _bare(example.document), default_flow_style=None, allow_unicode=True, sort_keys=False, width=100
    )
    yield "```yaml"
    yield from text.rstrip().splitlines()
    yield "```"


def _bare(data: Any) -> Any:
    """Plain dictionaries and lists, as YAML wants them."""
    if isinstance(data, Mapping):
        return {str(k): _bare(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [_bare(v) for v in data]
    return data
