"""The spellings counted in real project plans, and what becomes of each: blank, a value, or a problem with a suggestion.

One line each: the kind of cell, what stands in it, what is read, and after it the repair that is logged or the
suggestion that is made. ``blank`` says that the cell counts as empty; a name in angle brackets is a problem.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from xlplan.core.cell import Blank, Problem, Value
from xlplan.core.finding import Place, Severity
from xlplan.core.kinds.base import Ctx, Kind
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.normal import key
from xlplan.core.problems import placeholder_finding, problem_finding, repair_finding
from xlplan.core.raw import RawCell
from xlplan.core.text import LANGS, Text
from xlplan.forms.actions import ACTION_STATE
from xlplan.forms.base import Table
from xlplan.forms.risks import GRADE, RISK_STATE
from xlplan.forms.selfcheck import RESULT
from xlplan.forms.team import Department, Person
from xlplan.forms.wbs import DAY_UNITS, PERSON_DAYS
from xlplan.model.plan import names_of
from xlplan.template.resolve import load_template

NAMES = names_of(
    [
        Department(id="d1", name="研发部", short_code="研发"),
        Department(id="d2", name="测试部", short_code="测试"),
        Department(id="d3", name="R&D", short_code="RD"),
    ],
    [
        Person(id="p1", name="王芳", employee_no="10527", dept="d1"),
        Person(id="p2", name="李强", dept="d2"),
        Person(id="p3", name="张伟", employee_no="10601", dept="d1"),
        Person(id="p4", name="张伟", employee_no="10718", dept="d2"),
        Person(id="p5", name="Li Lei", dept="d3"),
    ],
    [],
)
CTX = Ctx("zh", NAMES, dt.date(2026, 3, 31))
DATE, BOOL, PERCENT, NUMBER = DateKind(), BoolKind(), PercentKind(), NumberKind()
DAYS, EFFORT, CHANGE = IntKind(units=DAY_UNITS), NumberKind(units=PERSON_DAYS), IntKind(minimum=None, units=DAY_UNITS)
YUAN, WAN = MoneyKind(), MoneyKind(wan=True)
OWNER, DEPT, DEPTS = ReferenceKind("person"), ReferenceKind("dept"), ManyKind("dept")
WBS, CODE, TEXT, LONG = CodeKind(dotted=True), CodeKind(), TextKind(), LongText()

Line = tuple[Kind, Any, str] | tuple[Kind, Any, str, str]
blank = "blank"

DATES: list[Line] = [
    (DATE, dt.datetime(2026, 3, 5), "2026-03-05"),
    (DATE, dt.datetime(2026, 3, 5, 9), "2026-03-05", "time-dropped"),
    (DATE, "2022-11-14 09:00", "2022-11-14", "time-dropped"),
    (DATE, "2022-11-14T00:00:00", "2022-11-14", "date-as-text"),
    (DATE, "2025.3.10", "2025-03-10", "date-as-text"),
    (DATE, "2017年9月15号", "2017-09-15", "date-as-text"),
    (DATE, "２０２６／３／５", "2026-03-05", "date-as-text"),
    (DATE, "2026—3—5", "2026-03-05", "date-as-text"),
    (DATE, "2026、3、5", "2026-03-05", "date-as-text"),
    (DATE, "2026。3。5", "2026-03-05", "date-as-text"),
    (DATE, "2026 3 5", "2026-03-05", "date-as-text"),
    (DATE, "\u200e2026/3/5", "2026-03-05", "date-as-text"),
    (DATE, "二〇二六年三月五日", "2026-03-05", "date-as-text"),
    (DATE, "20260305", "2026-03-05", "date-as-text"),
    (DATE, 20260305, "2026-03-05", "date-as-number"),
    (DATE, 43613, "2019-05-28", "date-as-serial"),
    (DATE, "43613", "<not-a-date>", "2019-05-28"),
    (DATE, 43613.75, "<not-a-date>", "2019-05-28"),
    (DATE, "3/17/2023`", "2023-03-17", "date-as-text"),
    (DATE, "17.3.2023", "2023-03-17", "date-as-text"),
    (DATE, "3/3/2023", "2023-03-03", "date-as-text"),
    (DATE, "3/4/2023", "<date-ambiguous>", "2023-03-04|2023-04-03"),
    (DATE, "5 Mar 2026", "2026-03-05", "date-as-text"),
    (DATE, "Mar 5, 2026", "2026-03-05", "date-as-text"),
    (DATE, "Thursday, 5th March 2026", "2026-03-05", "date-as-text"),
    (DATE, "5-Mar-26", "<date-short-year>", "2026-03-05"),
    (DATE, "2026-03-05（周四）", "2026-03-05", "date-as-text"),
    (DATE, "2026/3/5 周四 09:00", "2026-03-05", "time-dropped"),
    (DATE, "2026-03-05（周三）", "<weekday-differs>", "2026-03-05|2026-03-04"),
    (DATE, "2023/6/31", "<no-such-day>", "2023-06-30"),
    (DATE, "2026/13/5", "<no-such-day>", "2026-05-13"),
    (DATE, "26/3/5", "<date-short-year>", "2026-03-05|2005-03-26"),
    (DATE, "26.3.5", "<date-short-year>", "2026-03-05|2005-03-26"),
    (DATE, "26年3月5日", "<date-short-year>", "2026-03-05"),
    (DATE, "260305", "<date-short-year>", "2026-03-05"),
    (DATE, "5月28日", "<date-without-year>", "2026-05-28"),
    (DATE, "28日", "<date-without-year>", "2026-03-28"),
    (DATE, "3.5", "<date-without-year>", "2026-03-05|2026-05-03"),
    (DATE, 3.5, "<date-without-year>", "2026-03-05|2026-05-03"),
    (DATE, "28/5", "<date-without-year>", "2026-05-28"),
    (DATE, "5 Mar", "<date-without-year>", "2026-03-05"),
    (DATE, "2026年3月", "<date-vague>", "2026-03-01|2026-03-31"),
    (DATE, "Mar 2026", "<date-vague>", "2026-03-01|2026-03-31"),
    (DATE, "6月初", "<date-vague>", "2026-06-01|2026-06-10"),
    (DATE, "6月底", "<date-vague>", "2026-06-30"),
    (DATE, "6月下旬至7月初", "<date-vague>", "2026-06-21|2026-07-10"),
    (DATE, "mid December", "<date-vague>", "2026-12-11|2026-12-20"),
    (DATE, "end of June 2027", "<date-vague>", "2027-06-30"),
    (DATE, "第1天", "<date-vague>"),
    (DATE, "下周五", "<date-vague>"),
    (DATE, "2026Q1", "<date-vague>"),
    (DATE, "2026/3/5前", "<remark-in-cell>", "2026-03-05"),
    (DATE, "2026-03-05（预计）", "<remark-in-cell>", "2026-03-05"),
    (DATE, "2026-03-05T23:00:00Z", "<remark-in-cell>", "2026-03-05"),
    (DATE, "2018.1.12~2018.1.17", "<date-range>", "开始 2018-01-12，结束 2018-01-17"),
    (DATE, "2016/8/2-2016/8/20", "<date-range>", "开始 2016-08-02，结束 2016-08-20"),
    (DATE, "2018.1.12至1.17", "<date-range>", "开始 2018-01-12，结束 2018-01-17"),
    (DATE, "3.5-3.8", "<date-range>", "开始 2026-03-05，结束 2026-03-08"),
    (DATE, "3月5日-8日", "<date-range>", "开始 2026-03-05，结束 2026-03-08"),
    (DATE, "2026-03-05\n2026-04-01", "<several-dates>", "2026-03-05|2026-04-01"),
    (DATE, "2026/3/5、3/8", "<several-dates>", "2026-03-05|2026-03-08"),
    (DATE, "20260305-20260309", "<date-range>", "开始 2026-03-05，结束 2026-03-09"),
    (DATE, "王芳：3/5\n李强：3/8", "<several-dates>", "2026-03-05|2026-03-08"),
    (DATE, "TBD", "<not-yet-known>"),
    (DATE, "待定", "<not-yet-known>"),
    (DATE, "ongoing", "<not-yet-known>"),
    (DATE, "？", "<not-yet-known>"),
    (DATE, "N/A", "<none-in-words>"),
    (DATE, " -", blank),
    (DATE, "——", blank),
    (DATE, "/", blank),
    (DATE, "[日期]", blank),
    (DATE, "yyyy-mm-dd", blank),
    (DATE, "    年  月  日", blank),
    (DATE, 0, "<date-zero>"),
    (DATE, dt.time(0), "<date-zero>"),
    (DATE, dt.datetime(1899, 12, 31), "<date-zero>"),
    (DATE, -5, "<not-a-date>"),
    (DATE, True, "<not-a-date>"),
    (DATE, dt.time(9), "<not-a-date>"),
    (DATE, dt.timedelta(hours=30), "<not-a-date>"),
    (DATE, RawCell(0.5, percent=True), "<not-a-date>"),
    (DATE, "2026年3月5²日", "<not-a-date>"),
]
DURATIONS: list[Line] = [
    (DAYS, 2, "2"),
    (DAYS, "2", "2", "number-as-text"),
    (DAYS, "10 day", "10", "number-as-text"),
    (DAYS, "11day", "11", "number-as-text"),
    (DAYS, "3天", "3", "number-as-text"),
    (DAYS, "3d", "3", "number-as-text"),
    (DAYS, "3个工作日", "3", "number-as-text"),
    (DAYS, "２０", "20", "number-as-text"),
    (DAYS, "三天", "3", "number-as-text"),
    (DAYS, "十五天", "15", "number-as-text"),
    (DAYS, "两个工作日", "2", "number-as-text"),
    (DAYS, "一百五天", "<not-a-number>"),
    (DAYS, "三四天", "<not-a-number>"),
    (EFFORT, "半天", "0.5", "number-as-text"),
    (DAYS, "半天", "<not-whole>", "0|1"),
    (DAYS, "1.63 days", "<not-whole>", "1|2"),
    (DAYS, 1.63, "<not-whole>", "1|2"),
    (DAYS, "约3天", "<number-vague>", "3"),
    (DAYS, "3天左右", "<number-vague>", "3"),
    (DAYS, "3-5天", "<number-vague>", "3|5"),
    (DAYS, "≥3", "<number-vague>", "3"),
    (DAYS, "3天？", "<number-vague>", "3"),
    (DAYS, "3+2", "<not-a-number>", "5"),
    (DAYS, "3（含测试）", "<remark-in-cell>", "3"),
    (DAYS, "2周", "<other-unit>", "10"),
    (DAYS, "16h", "<other-unit>", "2"),
    (DAYS, "10小时", "<other-unit>"),
    (EFFORT, "10小时", "<other-unit>", "1.25"),
    (DAYS, "2月", "<other-unit>"),
    (DAYS, "3个自然日", "<other-unit>"),
    (DAYS, dt.datetime(1900, 1, 5), "<date-in-number>", "5"),
    (DAYS, dt.date(2026, 3, 5), "<date-in-number>"),
    (DAYS, dt.time(9), "<date-in-number>"),
    (DAYS, "待定", "<not-yet-known>"),
    (DAYS, "无", "<none-in-words>"),
    (DAYS, "-", blank),
]
NUMBERS: list[Line] = [
    (NUMBER, "1,200", "1200", "number-as-text"),
    (NUMBER, "1，200", "1200", "number-as-text"),
    (NUMBER, "1\u00a0200", "1200", "number-as-text"),
    (NUMBER, "1 200", "<not-a-number>", "1200"),
    (NUMBER, "1.200,50", "<not-a-number>", "1200.5"),
    (NUMBER, "1,20", "<not-a-number>", "1.2|120"),
    (NUMBER, "1e3", "<not-a-number>", "1000"),
    (CHANGE, "\u22123", "-3", "number-as-text"),
    (CHANGE, "(300)", "<not-a-number>", "-300|300"),
    (CHANGE, "300-", "<not-a-number>", "-300|300"),
    (CHANGE, "–3", "<not-a-number>", "-3|3"),
    (NUMBER, "5%", "<percent-in-number>", "5|0.05"),
    (NUMBER, RawCell(0.03, percent=True), "<percent-in-number>", "3|0.03"),
    (NUMBER, "3台", "<other-unit>", "3"),
    (NUMBER, "10²", "<not-a-number>"),
    (NUMBER, "½", "<not-a-number>"),
    (NUMBER, "⑫", "<not-a-number>"),
    (NUMBER, "'3", "3", "number-as-text"),
    (NUMBER, 0.1 + 0.2, "0.3", "fifteen-digits"),
    (NUMBER, "1234567890123456", "<too-many-digits>"),
    (YUAN, "200万", "2000000", "money-spelling"),
    (YUAN, "2000万", "20000000", "money-spelling"),
    (YUAN, "1.2亿", "120000000", "money-spelling"),
    (YUAN, "2百万", "2000000", "money-spelling"),
    (YUAN, "三百万元", "3000000", "money-spelling"),
    (YUAN, "叁佰元整", "300", "money-spelling"),
    (YUAN, "￥300", "300", "money-spelling"),
    (YUAN, "300元整", "300", "money-spelling"),
    (YUAN, "1万5", "<not-a-number>"),
    (YUAN, "1.2w", "<other-unit>", "12000"),
    (YUAN, "$300", "<other-unit>"),
    (YUAN, "200万左右", "<number-vague>", "2000000"),
    (YUAN, "100-200万", "<number-vague>", "1000000|2000000"),
    (YUAN, 0.001, "<too-many-places>"),
    (WAN, 486, "486"),
    (WAN, "486万", "486", "money-spelling"),
    (WAN, "300元", "0.03", "money-spelling"),
    (WAN, "￥486", "<money-unit-ambiguous>"),
    (WAN, "3千", "<money-unit-ambiguous>"),
]
PROGRESS: list[Line] = [
    (PERCENT, 0.5, "50%"),
    (PERCENT, RawCell(1, percent=True), "100%"),
    (PERCENT, 100, "100%", "percent-spelling"),
    (PERCENT, 1, "<percent-ambiguous>"),
    (PERCENT, "50%", "50%", "percent-spelling"),
    (PERCENT, "50％", "50%", "percent-spelling"),
    (PERCENT, "％50", "50%", "percent-spelling"),
    (PERCENT, "50 percent", "50%", "percent-spelling"),
    (PERCENT, "百分之五十", "50%", "percent-spelling"),
    (PERCENT, "完成50%", "50%", "percent-spelling"),
    (PERCENT, "已完成 50 %", "50%", "percent-spelling"),
    (PERCENT, "百分百", "100%", "percent-spelling"),
    (PERCENT, "完成90", "<not-a-percent>", "90%"),
    (PERCENT, "(50%)", "<not-a-percent>", "50%"),
    (PERCENT, "0.5%", "0.5%", "percent-spelling"),
    (PERCENT, "30%（已完成周一任务）", "30%", "remark-beside"),
    (PERCENT, "30%（预计）", "<remark-in-cell>", "30%"),
    (PERCENT, "30%，已完成周一任务", "<remark-in-cell>", "30%"),
    (PERCENT, "未完成（90%）", "<not-a-percent>", "90%|10%"),
    (PERCENT, "约50%", "<number-vague>", "50%"),
    (PERCENT, "50-60%", "<number-vague>", "50%|60%"),
    (PERCENT, "五成", "<not-a-percent>", "50%"),
    (PERCENT, "过半", "<not-a-percent>"),
    (PERCENT, "3/5", "<not-a-percent>", "60%"),
    (PERCENT, "Not Started", "<not-a-percent>", "0%"),
    (PERCENT, "In  progress", "<not-a-percent>"),
    (PERCENT, "√", "<not-a-percent>", "100%"),
    (PERCENT, "完成", "<not-a-percent>", "100%"),
    (PERCENT, "Done", "<not-a-percent>", "100%"),
    (PERCENT, "未完成", "<not-a-percent>"),
    (PERCENT, True, "<not-a-percent>", "100%"),
    (PERCENT, "120%", "<out-of-range>"),
    (PERCENT, "-5%", "<out-of-range>"),
    (PERCENT, RawCell(70, percent=True), "<percent-too-large>"),
    (PERCENT, "N/A", "<none-in-words>"),
    (PERCENT, "—", blank),
]
OWNERS: list[Line] = [
    (OWNER, "王芳", "王芳"),
    (OWNER, "王 芳", "王芳", "spelling"),
    (OWNER, "10527", "王芳", "spelling"),
    (OWNER, "王芳经理", "王芳", "title-left-out"),
    (OWNER, "王芳(研发部)", "王芳", "spelling"),
    (OWNER, "研发部-王芳", "王芳", "spelling"),
    (OWNER, "研发 王芳", "王芳", "spelling"),
    (OWNER, "@王芳", "王芳", "spelling"),
    (OWNER, "测试部 王芳", "<name-unknown>", "王芳"),
    (OWNER, "王芳（暂代）", "<remark-in-cell>", "王芳"),
    (OWNER, "王芬", "<name-unknown>", "王芳"),
    (OWNER, "张伟", "<name-ambiguous>", "张伟 10601|张伟 10718"),
    (OWNER, "王芳、王芳", "王芳", "repeated"),
    (OWNER, "10527 王芳", "王芳", "spelling"),
    (OWNER, "王芳、李强", "<several-people>", "王芳|李强"),
    (OWNER, "后端：王芳 前端：李强", "<several-people>", "王芳|李强"),
    (OWNER, "王芳和Li Lei", "<several-people>", "王芳|Li Lei"),
    (OWNER, "all/whoever has time", "<several-people>"),
    (OWNER, "DBA", "<name-unknown>"),
    (OWNER, "Dev 2", "<name-unknown>"),
    (OWNER, "研发部", "<name-unknown>"),
    (OWNER, "待定", "<not-yet-known>"),
    (OWNER, "无", "<none-in-words>"),
    (OWNER, "/", blank),
    (DEPT, "研发部、测试部", "<several-values>", "研发部|测试部"),
    (DEPT, "研发部（王芳）", "<remark-in-cell>", "研发部"),
    (DEPT, "研发部门", "<name-unknown>", "研发部"),
    (DEPTS, "研发部、测试部", "研发部、测试部"),
    (DEPTS, "测试部;研发部", "研发部、测试部"),
    (DEPTS, "研发部\n测试部", "研发部、测试部"),
    (DEPTS, "研发/测试", "研发部、测试部", "spelling"),
    (DEPTS, "研发部和测试部", "研发部、测试部", "spelling"),
    (DEPTS, "研发部 及 R&D", "研发部、R&D", "spelling"),
    (DEPTS, "测试部&R&D", "<name-unknown>", "测试部"),
    (DEPTS, "研发部、研发", "研发部", "repeated"),
    (DEPTS, "研发部和财务部", "<name-unknown>", "研发部"),
    (DEPTS, "各部门", "<name-unknown>", "研发部、测试部、R&D"),
    (DEPTS, "待定", "<not-yet-known>"),
    (DEPTS, "无", blank),
]
CODES: list[Line] = [
    (WBS, "1.1.1", "1.1.1"),
    (WBS, 2, "2", "number-as-text"),
    (WBS, 1.1, "<code-as-number>", "1.1|1.10"),
    (WBS, dt.datetime(2026, 1, 2), "<code-as-date>", "1.2"),
    (WBS, "1．2", "1.2", "spelling"),
    (WBS, "1.2.", "1.2", "spelling"),
    (WBS, "2.1 Program Coordination", "<code-with-name>"),
    (WBS, "2.1设计评审", "<code-with-name>"),
    (WBS, "1 2", "<code-unclear>", "1.2|12"),
    (WBS, "1.2\n1.3", "<code-unclear>"),
    (WBS, "1.2²", "<code-unclear>"),
    (WBS, "待定", "<not-yet-known>"),
    (CODE, "无", "<none-in-words>"),
    (CODE, "NA", "NA"),
    (CODE, 1.1, "<code-as-number>", "1.1|1.10"),
    (WBS, "1-2", "1-2"),
    (WBS, "01.02", "01.02"),
    (WBS, "一.1", "一.1"),
    (WBS, "-", "-"),
    (CODE, "ＳＬ－０１", "SL-01", "spelling"),
    (CODE, 13800000000.0, "13800000000", "number-as-text"),
    (CODE, 110101199003070000.0, "<digits-lost>"),
    (CODE, "1.38E+10", "<digits-lost>"),
    (CODE, dt.date(2026, 3, 5), "<code-as-date>"),
]
STATUS: list[Line] = [
    (RISK_STATE, "待处理", "待处理"),
    (RISK_STATE, "开放", "待处理", "spelling"),
    (RISK_STATE, "关闭", "已关闭", "spelling"),
    (ACTION_STATE, "完成", "已完成", "spelling"),
    (ACTION_STATE, "Done", "已完成", "spelling"),
    (ACTION_STATE, "√", "已完成", "spelling"),
    (ACTION_STATE, "完成。", "已完成", "spelling"),
    (ACTION_STATE, "完成？", "<not-in-list>", "已完成"),
    (ACTION_STATE, "未完成", "<not-in-list>"),
    (ACTION_STATE, "Pending", "<not-in-list>", "进行中"),
    (ACTION_STATE, "Inprogres", "<not-in-list>", "进行中"),
    (ACTION_STATE, "已完成（待复核）", "<remark-in-cell>", "已完成"),
    (RESULT, "NA", "不适用", "spelling"),
    (RISK_STATE, "NA", "<none-in-words>"),
    (RISK_STATE, "待定", "<not-yet-known>"),
    (GRADE, "高风险", "高", "spelling"),
    (GRADE, "High ", "高", "spelling"),
    (GRADE, "ＨＩＧＨ", "高", "spelling"),
    (GRADE, "很高", "<not-in-list>", "高"),
    (GRADE, "3", "<not-in-list>"),
    (GRADE, "4分", "<not-in-list>"),
    (GRADE, "高/中", "<several-values>", "高|中"),
    (GRADE, "-", blank),
    (BOOL, "是", "是"),
    (BOOL, "Y", "是", "spelling"),
    (BOOL, "√", "是", "spelling"),
    (BOOL, "没有", "否", "spelling"),
    (BOOL, "x", "<not-yes-or-no>", "是|否"),
    (BOOL, "是？", "<not-yes-or-no>", "是"),
    (BOOL, "部分", "<not-yes-or-no>"),
    (BOOL, "/", blank),
]
TEXTS: list[Line] = [
    (TEXT, "=1+1", "=1+1"),
    (TEXT, "'007", "'007"),
    (TEXT, "-", "-"),
    (TEXT, "待定", "待定"),
    (TEXT, 12, "12", "number-as-text"),
    (TEXT, dt.datetime(2026, 3, 5), "2026-03-05", "date-to-text"),
    (TEXT, "一\t二", "一\t二"),
    (LONG, "一\r\n二", "一\n二"),
    (LONG, "一\u2028二", "一\n二", "invisible"),
    (TEXT, "方\u200b案", "方案", "invisible"),
    (TEXT, "方\x01案", "方\x01案"),
    (TEXT, "👨\u200d👩\u200d👧 家", "👨\u200d👩\u200d👧 家"),
    (TEXT, "❤️\u200d🔥", "❤️\u200d🔥"),
    (TEXT, "文\u200d字", "文字", "invisible"),
    (TEXT, "#REF!", "#REF!"),
    (TEXT, "长" * 32_768, "<too-long>"),
    (TEXT, "😀" * 16_384, "<too-long>"),
    (TEXT, "😀" * 16_383, "😀" * 16_383),
]
ANY: list[Line] = [
    line
    for kind in (DATE, DAYS, YUAN, PERCENT, OWNER, DEPTS, WBS, GRADE, BOOL, TEXT)
    for line in (
        (kind, None, blank),
        (kind, " \u3000\u200b", blank),
        (kind, RawCell(error="#N/A"), "<error-cell>"),
        (kind, RawCell(uncached=True, formula="A1+1"), "<uncached-formula>"),
    )
]
ROWS: dict[str, list[Line]] = {
    "dates": DATES,
    "durations": DURATIONS,
    "numbers and money": NUMBERS,
    "progress": PROGRESS,
    "owners and departments": OWNERS,
    "codes": CODES,
    "status and choices": STATUS,
    "text": TEXTS,
    "any cell": ANY,
}
COLUMN = Text("列", "Column")


def _id(row: str, line: Line) -> str:
    raw = line[1].value if isinstance(line[1], RawCell) else line[1]
    return f"{row}: {line[0].name} {str(raw)[:24]!r}"


@pytest.mark.parametrize("line", [pytest.param(x, id=_id(row, x)) for row, lines in ROWS.items() for x in lines])
def test_spellings(line: Line) -> None:
    kind, typed, expected, more = (*line, "")[:4]
    raw = typed if isinstance(typed, RawCell) else RawCell(typed)
    cell = kind.parse(raw, CTX)
    if isinstance(cell, Blank):
        assert (blank, "") == (expected, more)
    elif isinstance(cell, Value):
        assert (kind.show(cell.value, CTX), cell.repair) == (expected, more)
        assert cell.raw == raw.text
    else:
        assert f"<{cell.code}>" == expected
        hint = problem_finding(cell, COLUMN, Place()).hint("zh")
        if expected == "<date-range>":
            assert more in hint
        elif expected == "<remark-in-cell>":
            assert f"只写 {more}，" in hint
        else:
            suggested = hint.split("（是否“")[1].split("”？）")[0] if "（是否“" in hint else ""
            assert suggested.replace("”或“", "|") == more


def test_a_remark_beside_a_figure_is_quoted_and_to_be_moved() -> None:
    cell = PERCENT.parse(RawCell("30%（已完成周一任务）"), CTX)
    assert isinstance(cell, Value)
    finding = repair_finding(cell, PERCENT.show(cell.value, CTX), COLUMN, Place())
    assert (finding.code, finding.severity) == ("CEL101", Severity.WARNING)
    for lang in LANGS:
        assert "已完成周一任务" in finding.message(lang)
        assert "已完成周一任务" in finding.hint(lang)


def test_loading_a_document_records_no_repairs_so_nothing_may_be_left_out() -> None:
    for kind, typed in ((PERCENT, "30%（已完成周一任务）"), (DATE, "2026-03-05 09:00")):
        cell = kind.from_doc(typed, CTX)
        assert isinstance(cell, Problem)
        assert cell.code == "remark-in-cell"


def test_the_time_that_is_left_out_is_named() -> None:
    cell = DATE.parse(RawCell(dt.datetime(2026, 3, 5, 9, 30)), CTX)
    assert isinstance(cell, Value)
    assert "09:30" in repair_finding(cell, "2026-03-05", COLUMN, Place()).message("zh")


def test_a_placeholder_is_blank_and_can_be_told_from_an_empty_cell() -> None:
    for kind, typed in ((DATE, "[日期]"), (DAYS, " - "), (OWNER, "/"), (DEPTS, "无"), (GRADE, "——")):
        placeholder, empty = kind.parse(RawCell(typed), CTX), kind.parse(RawCell(), CTX)
        assert placeholder == empty
        assert isinstance(placeholder, Blank)
        assert isinstance(empty, Blank)
        assert (placeholder.raw, empty.raw) == (typed, "")
        finding = placeholder_finding(placeholder, COLUMN, Place())
        assert finding.code == "CEL102"
        assert all(typed in finding.message(lang) for lang in LANGS)


def test_without_a_status_date_nothing_is_made_up() -> None:
    for typed in ("5月28日", "28日", "6月初", "3.5-3.8", "5 Mar"):
        cell = DATE.parse(RawCell(typed), Ctx("zh", NAMES))
        assert isinstance(cell, Problem)
        assert "20" not in problem_finding(cell, COLUMN, Place()).hint("zh").replace("2026-03-05", "", 1)


def test_code_and_name_in_one_cell_are_told_apart() -> None:
    for typed in ("2.1 Program Coordination", "2.1、Program Coordination", "2.1 - Program Coordination"):
        cell = WBS.parse(RawCell(typed), CTX)
        assert isinstance(cell, Problem)
        assert (cell.params["code"], cell.params["rest"]) == ("2.1", "Program Coordination")


def test_long_texts_are_quoted_in_part() -> None:
    cell = DATE.parse(RawCell("很长的说明" * 200), CTX)
    assert isinstance(cell, Problem)
    finding = problem_finding(cell, COLUMN, Place())
    assert len(finding.message("zh")) < 200
    assert finding.value == "很长的说明" * 200


TABLES = [table for _, table in load_template().tables()]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.key)
def test_no_word_means_two_columns_of_a_table(table: Table) -> None:
    seen: dict[str, str] = {}
    for column in table.columns:
        for word in (*column.header.both, *column.aliases):
            assert seen.setdefault(key(word), column.key) == column.key, word


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.key)
def test_no_word_means_two_entries_of_a_list(table: Table) -> None:
    for column in table.columns:
        if isinstance(column.kind, ChoiceKind):
            seen: dict[str, str] = {}
            for entry in column.kind.options:
                for word in (entry.key, *entry.label.both, *entry.aliases):
                    assert seen.setdefault(key(word), entry.key) == entry.key, (column.key, word)


HEADERS = {
    "wbs": ("备注", "计划内容", "完成时间", "任务", "工作明细", "开始时间", "负责人", "责任人", "完成率", "完成度", "开始日期",
            "结束时间", "工期", "天数", "序号", "编号", "里程碑"),
    "progress": ("完成情况", "完成率", "完成度", "负责人", "责任人"),
    "milestones": ("里程碑", "负责人", "计划时间"),
    "risks": ("风险编号", "风险描述", "可能性", "概率", "影响", "等级", "应对措施", "责任人", "状态"),
    "changes": ("变更编号", "变更描述", "提交日期", "状态"),
    "retrospective": ("阶段",),
    "documents": ("阶段",),
}  # fmt: skip


@pytest.mark.parametrize("table", HEADERS)
def test_the_most_frequent_headers_are_known(table: str) -> None:
    columns = next(t for t in TABLES if t.key == table).columns
    known = {key(w) for c in columns for w in (*c.header.both, *c.aliases)}
    assert [h for h in HEADERS[table] if key(h) not in known] == []
