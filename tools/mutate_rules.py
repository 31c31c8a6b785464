"""Mutation run over the rules: does a test notice when the code of a rule is changed a little?

Usage: ``python tools/mutate_rules.py [module …]``, or ``make mutants``.

Rules keep code, words and examples in one module, and their examples are their tests: general mutation tools would change
the examples along with the code and start a test run for each mutant. Here only functions and the defaults of settings are
changed, and each mutant runs in this process on the plans that the tests use: the rule's examples and their neighbours
(``tests/rules/test_neighbours.py``). A mutant is killed where a place or a message differs, it raises, or it takes too long.

Survivors that ``tests/rules/survivors.txt`` does not explain make the run fail; entries that no longer survive do, too.
"""

from __future__ import annotations

import ast
import copy
import importlib
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import xlplan.rules  # noqa: E402
from rules.examples import context_of, example_plan  # noqa: E402
from rules.neighbours import near_contexts  # noqa: E402
from xlplan.rules.base import Rule, RuleContext  # noqa: E402
from xlplan.rules.run import run  # noqa: E402

FOLDER = Path(xlplan.rules.__file__).parent
EXPLAINED = ROOT / "tests" / "rules" / "survivors.txt"
LIMIT = 2.0
"""Seconds that a mutant may take."""
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
Found = tuple[tuple[str, ...], ...]
Change = Callable[[ast.AST], "ast.AST | None"]


@dataclass(frozen=True)
class Mutant:
    """A changed module: where, what stood there, what stands there now."""

    module: str
    line: int
    before: str
    after: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return f"{self.module}: {self.before} → {self.after}"


def _changes(node: ast.AST) -> Iterator[Change]:
    """What can be changed about a node; a change gets a copy of it and answers what takes its place."""
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            if type(op) in SWAPS:
                yield lambda x, n=n: _with(x, "ops", n)
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        yield lambda x: _set(x, "op", SWAPS[type(x.op)]())  # type: ignore[attr-defined]
        if isinstance(node, ast.BoolOp):
            for n in range(len(node.values)):
                yield lambda x, n=n: _without(x, n)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda x: x.operand  # type: ignore[attr-defined]
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        for value in (True, False):
            yield lambda x, v=value: _set(x, "test", ast.Constant(v))
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            yield lambda x, n=n: _set(x, "ifs", [c for i, c in enumerate(x.ifs) if i != n])  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield lambda x: ast.Constant(x.value + 1)  # type: ignore[attr-defined]
    elif isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield lambda _: ast.Pass()
    elif isinstance(node, ast.Continue):
        yield lambda _: ast.Break()
    elif isinstance(node, ast.Return) and ast.unparse(node) != "return None" and node.value is not None:
        yield lambda _: ast.Return(ast.Constant(None))
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max", "any", "all")
    ):
        other = {"min": "max", "max": "min", "any": "all", "all": "any"}[node.func.id]
        yield lambda x, other=other: _set(x, "func", ast.Name(other, ast.Load()))


def _set(node: ast.AST, field: str, value: object) -> ast.AST:
    setattr(node, field, value)
    return node


def _with(node: ast.AST, field: str, n: int) -> ast.AST:
    items = getattr(node, field)
    items[n] = SWAPS[type(items[n])]()
    return node


def _without(node: ast.AST, n: int) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    left = [v for i, v in enumerate(node.values) if i != n]
    return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


class _Replace(ast.NodeTransformer):
    """Puts a changed node into the place of the one with a number."""

    def __init__(self, number: int, change: Change) -> None:
        self.number, self.change = number, change
        self.before = self.after = ""

    def visit(self, node: ast.AST) -> ast.AST:
        if getattr(node, "number", None) != self.number:
            return super().visit(node)
        self.before = _words(node)
        changed = self.change(node)
        assert changed is not None
        self.after = _words(changed)
        return ast.copy_location(changed, node) if isinstance(changed, (ast.expr, ast.stmt)) else changed


def _words(node: ast.AST) -> str:
    """A node as one line; of a branch only its condition."""
    if isinstance(node, (ast.If, ast.While)):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    return " ".join(ast.unparse(node).split())


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module: of its functions, and of the numbers of its settings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    roots: list[ast.AST] = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not _is_example(n)]
    roots += [n.value for n in tree.body if isinstance(n, ast.Assign) and _is_setting(n.value)]
    points = [n for root in roots for n in ast.walk(root) if not _in_annotation(n)]
    for number, node in enumerate(points):
        node.number = number  # type: ignore[attr-defined]
    for number, node in enumerate(points):
        for change in _changes(node):
            fresh = copy.deepcopy(tree)
            replace = _Replace(number, change)
            changed = replace.visit(fresh)
            assert isinstance(changed, ast.Module)
            yield Mutant(
                path.stem, getattr(node, "lineno", 0), replace.before, replace.after, ast.fix_missing_locations(changed)
            )


def _is_example(node: ast.FunctionDef) -> bool:
    """Whether a function only builds examples: it asks nothing of a plan."""
    return "context" not in [a.arg for a in node.args.args] and node.name != "_check" and not _takes_rows(node)


def _takes_rows(node: ast.FunctionDef) -> bool:
    hints = [ast.unparse(a.annotation) for a in node.args.args if a.annotation is not None]
    return any(h.partition("[")[0] not in ("str", "int", "object", "float | None", "dict") for h in hints)


def _is_setting(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Setting"


def _in_annotation(node: ast.AST) -> bool:
    return isinstance(node, (ast.arguments, ast.arg))


def _plans(rule: Rule) -> list[RuleContext]:
    """The plans that the tests of a rule use: its examples and their neighbours."""
    examples = [*rule.good, *rule.bad]
    near = [context for e in examples for _, context in near_contexts(rule, e) if context is not None]
    return [*(context_of(example_plan(e)) for e in examples), *near]


def _findings(rule: Rule, plans: Sequence[RuleContext]) -> Found:
    return tuple(
        (str(n), f.place.form, f.place.row_id, f.place.field, f.message("zh"), f.message("en"))
        for n, context in enumerate(plans)
        for f in run(context, [rule])
    )


def _late(*_: object) -> None:
    raise TimeoutError


def survives(mutant: Mutant, plans: Sequence[RuleContext], expected: Found) -> bool:
    """Whether no plan shows a difference."""
    module = types.ModuleType(f"xlplan.rules.{mutant.module}")
    module.__dict__["__file__"] = f"{mutant.module}.py"
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        exec(compile(mutant.tree, f"{mutant.module}.py", "exec"), module.__dict__)
        rule = module.__dict__["RULE"]
        return _findings(rule, plans) == expected
    except Exception:  # whatever it is, a test would fail
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def explained() -> dict[str, str]:
    """The survivors that are known, with the reason why they may be."""
    if not EXPLAINED.exists():
        return {}
    lines = [x for x in EXPLAINED.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    return {name.strip(): why.strip() for name, _, why in (line.partition("  # ") for line in lines)}


def main(names: Sequence[str]) -> int:
    """Run the mutants of all rule modules, or of those named; the number of failures decides the exit code."""
    began, known = time.monotonic(), explained()
    total, left, seen = 0, [], set()
    for path in sorted(FOLDER.glob("*_*.py")):
        if path.name.startswith("__") or (names and path.stem not in names):
            continue
        rule = importlib.import_module(f"xlplan.rules.{path.stem}").RULE
        plans = _plans(rule)
        expected = _findings(rule, plans)
        for mutant in mutants(path):
            total += 1
            if survives(mutant, plans, expected):
                seen.add(mutant.name)
                if mutant.name not in known:
                    left.append(mutant)
                    print(f"{mutant.module}.py:{mutant.line}: {mutant.before} → {mutant.after}", flush=True)
    gone = [] if names else sorted(set(known) - seen)
    for name in gone:
        print(f"no longer survives: {name}")
    killed = total - len(left) - len(seen & set(known))
    took = time.monotonic() - began
    print(f"{total} mutants, {killed} killed, {len(seen & set(known))} explained, {len(left)} survived; {took:.0f} s")
    return 1 if left or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
