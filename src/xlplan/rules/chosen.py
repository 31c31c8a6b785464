"""What a template wants of the rules: which are off, how severe the others are, their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from xlplan.core.finding import Finding, FindingType, Severity
from xlplan.core.text import LANGS, Text
from xlplan.rules.base import Rule
from xlplan.rules.catalogue import rules as all_rules
from xlplan.rules.setting import Setting, by_key
from xlplan.template import findings as f
from xlplan.template.model import RuleChoice, Template
from xlplan.template.problems import Problems, near
from xlplan.template.rules_part import OFF


@dataclass(frozen=True)
class Chosen:
    """The choices of a template by code. What it says about rules that there are not counts for nothing."""

    choices: Mapping[str, RuleChoice] = field(default_factory=dict)
    values: Mapping[Setting, Any] = field(default_factory=dict)

    def is_off(self, rule: Rule) -> bool:
        return rule.type.code in self.choices and self.choices[rule.type.code].severity == OFF

    def type_of(self, rule: Rule) -> FindingType:
        """The kind of finding with the severity that the template gives it."""
        choice = self.choices.get(rule.type.code)
        if choice is None or choice.severity in ("", OFF):
            return rule.type
        return replace(rule.type, severity=Severity(choice.severity))


def chosen(template: Template) -> Chosen:
    """The choices of a template that name rules and settings there are."""
    if not template.rules:
        return Chosen()
    choices, values = {}, {}
    known = _by_name(all_rules())
    for name, choice in template.rules.items():
        rule = known.get(name)
        if rule is None:
            continue
        choices[rule.type.code] = choice
        settings = by_key(rule.settings)
        for key, written in choice.settings.items():
            if key in settings and (value := settings[key].parse(written)) is not None:
                values[settings[key]] = value
    return Chosen(choices, values)


def rule_problems(template: Template) -> list[Finding]:
    """What is wrong with the ``rules`` part of a template: names and numbers that there are not."""
    problems = Problems(template.origin)
    known = _by_name(all_rules())
    seen: set[str] = set()
    for name, choice in template.rules.items():
        rule = known.get(name)
        if rule is None:
            problems.say(f.UNKNOWN_RULE, ("rules", name), rule=name, near=near(name, known))
            continue
        if rule.type.code in seen:
            problems.say(f.RULE_TWICE, ("rules", name), rule=rule.type.code)
        seen.add(rule.type.code)
        _settings(problems, name, rule, choice)
    return problems.found


def _settings(problems: Problems, name: str, rule: Rule, choice: RuleChoice) -> None:
    known = by_key(rule.settings)
    code = rule.type.code
    for key, written in choice.settings.items():
        path = ("rules", name, key)
        if key not in known:
            listed = Text(
                *(", ".join(["severity", *(f"{s.key} ({s.meaning(lang)})" for s in rule.settings)]) for lang in LANGS)
            )
            problems.say(f.UNKNOWN_SETTING, path, rule=code, setting=key, near=near(key, known), settings=listed)
        elif known[key].parse(written) is None:
            problems.say(f.SETTING_VALUE, path, rule=code, setting=key, value=written, want=known[key].expected)


def _by_name(rules: Iterable[Rule]) -> dict[str, Rule]:
    return {word: rule for rule in rules for word in (rule.type.code, rule.type.name)}
