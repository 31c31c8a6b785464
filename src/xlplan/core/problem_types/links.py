"""Problems of predecessors."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        24,
        "predecessor-unreadable",
        Text("“{column}”里看不懂“{part}”", "“{column}”: “{part}” is not understood"),
        Text(
            "写法如 1.2、1.3SS+2d、2.1FF-1d，多个用分号隔开",
            "write 1.2, 1.3SS+2d, 2.1FF-1d, separated by semicolons",
        ),
    ),
    problem(
        25,
        "predecessor-twice",
        Text("“{column}”里同一前置任务出现两次：{part}", "“{column}” names a predecessor twice: {part}"),
        Text("只保留一个关系", "keep one link"),
    ),
    problem(
        28,
        "predecessor-ambiguous",
        Text("“{column}”里的“{part}”不止一种读法：{readings}", "“{column}”: “{part}” may be {readings}"),
        Text("写成其中一种，多个前置用分号隔开", "write the one you mean; separate several by semicolons"),
    ),
    problem(
        29,
        "predecessor-range",
        Text("“{column}”里的“{part}”是一段范围，不能读取", "“{column}”: “{part}” is a range, which is not taken"),
        Text("逐个列出前置任务：{meant}", "list the tasks one by one: {meant}"),
    ),
    problem(
        30,
        "predecessor-name-differs",
        Text(
            "“{column}”里的“{part}”：任务 {code} 的名称是“{name}”，不是“{rest}”",
            "“{column}”: “{part}”, but task {code} is called “{name}”, not “{rest}”",
        ),
        Text("只写编码即可，说明写在备注里{near}", "the code alone will do; remarks go into the note{near}"),
    ),
    problem(
        31,
        "link-type-first",
        Text(
            "“{column}”里的“{part}”把关系类型写在了编码前面",
            "“{column}”: “{part}” has the link type before the code",
        ),
        Text("类型写在编码后面：{meant}", "write the type behind the code: {meant}"),
    ),
    problem(
        32,
        "lag-without-sign",
        Text("“{column}”里的“{part}”缺正负号", "“{column}”: “{part}” lacks a plus or minus"),
        Text("延后写 {meant}，提前用减号", "write {meant} for a lag; leads take a minus"),
    ),
    problem(
        33,
        "lag-in-weeks",
        Text("“{column}”里的“{part}”按周计，间隔只按天计", "“{column}”: “{part}” counts weeks; lags are in days"),
        Text(
            "写成天：{meant}（d 为工作日，按每周 5 天算；ed 为自然日）",
            "write days: {meant} (d: working days, 5 a week; ed: calendar days)",
        ),
    ),
    problem(
        34,
        "lag-unit",
        Text(
            "“{column}”里的“{part}”：间隔单位“{unit}”不能用",
            "“{column}”: “{part}”: the unit “{unit}” is not taken",
        ),
        Text(
            "间隔只按天：工作日如 FS+2d，自然日如 FS+2ed",
            "lags are in days: FS+2d for working days, FS+2ed for calendar days",
        ),
    ),
    problem(
        35,
        "lag-fraction",
        Text("“{column}”里的“{part}”：间隔不是整天", "“{column}”: “{part}”: the lag is not a whole number of days"),
        Text("不会替您取整，请写整天：{meant}", "it is not rounded for you; write whole days: {meant}"),
    ),
    problem(
        36,
        "lag-percent",
        Text("“{column}”里的“{part}”：间隔是百分比", "“{column}”: “{part}”: the lag is a percentage"),
        Text(
            "间隔会随前置工期变化，请换算成天，如 FS+2d",
            "it would follow the predecessor's duration; write days, for example FS+2d",
        ),
    ),
    problem(
        37,
        "lag-out-of-range",
        Text(
            "“{column}”里的“{part}”：间隔过长（最多 {limit} 天）",
            "“{column}”: “{part}”: the lag is too long (at most {limit} days)",
        ),
        Text("检查是否多输了数字", "check whether digits were typed twice"),
    ),
    problem(
        38,
        "predecessor-remark",
        Text("“{column}”里的“{part}”带有说明“{rest}”", "“{column}”: “{part}” holds a remark: “{rest}”"),
        Text("只写 {meant}，说明写在备注里", "write {meant} alone and put the remark into the note"),
    ),
)
