"""What can be wrong in a plan document beside the cells of its forms."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "基线是批准过的数，不能猜；读不准的部分不采用，并逐条说明。",
    "A baseline is what was agreed to and can't be guessed; what is not certain is left out, and each time said.",
)


def _type(number: int, name: str, message: Text, hint: Text) -> FindingType:
    return FindingType(f"DOC{number:03d}", name, Severity.ERROR, message, hint, _WHY)


BASELINE_TWICE = _type(
    1,
    "baseline-twice",
    Text("基线 B{number} 出现两次，只取第一份", "baseline B{number} appears twice; the first one counts"),
    Text("删去一份，或改编号", "remove one of them, or number it differently"),
)
BASELINE_UNUSABLE = _type(
    2,
    "baseline-unusable",
    Text("这份基线未采用：{detail}", "this baseline is left out: {detail}"),
    Text(
        "编号填 0、1、2…，日期填确切日期，例如 2026-03-05",
        "number it 0, 1, 2 …, and give its exact date, for example 2026-03-05",
    ),
)
BASELINE_VALUE = _type(
    3,
    "baseline-value",
    Text("基线 B{number} 的一个值未采用：{detail}", "a value of baseline B{number} is left out: {detail}"),
    Text(
        "写法与任务表相同：任务写编码，日期如 2026-03-05，工期与工时写数字",
        "write it as in the breakdown: tasks by code, dates such as 2026-03-05, duration and effort as numbers",
    ),
)
BASELINE_TASK_TWICE = _type(
    4,
    "baseline-task-twice",
    Text(
        "基线 B{number} 里任务“{task}”出现两次，只取第一条",
        "baseline B{number} names task “{task}” twice; the first entry counts",
    ),
    Text("删去一条", "remove one of them"),
)
TYPES = (BASELINE_TWICE, BASELINE_UNUSABLE, BASELINE_VALUE, BASELINE_TASK_TWICE)
