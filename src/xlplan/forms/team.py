"""部门与项目团队: departments and people, as rows of their own."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import PercentKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, department, table

ROLE = ChoiceKind(
    "role",
    (
        option("sponsor", "项目发起人", "Sponsor", "发起人"),
        option("manager", "项目经理", "Project manager", "PM"),
        option("head", "部门负责人", "Department head", "部门经理"),
        option("contact", "部门接口人", "Department contact", "接口人", "联系人"),
        option("core", "核心小组成员", "Core team member", "核心成员"),
        option("member", "成员", "Member", "组员", "项目成员"),
        option("stakeholder", "其他干系人", "Other stakeholder", "干系人"),
    ),
)


class Department(Row):
    """A department that takes part."""

    name: Annotated[
        str | None, Column(Text("部门名称", "Department"), TextKind(), required=True, aliases=("部门",))
    ] = None
    short_code: Annotated[
        str | None,
        Column(
            Text("简称", "Short code"),
            CodeKind(),
            required=True,
            width=10,
            help=Text("用于编号，如 R-研发-001", "used in numbers such as R-RD-001"),
        ),
    ] = None
    head: Annotated[str | None, Column(Text("部门负责人", "Head"), ReferenceKind("person"), department("id"))] = None
    contact: Annotated[str | None, Column(Text("接口人", "Contact"), ReferenceKind("person"), department("id"))] = None
    deputy: Annotated[str | None, Column(Text("代理人", "Deputy"), ReferenceKind("person"), department("id"))] = None
    mail: Annotated[str | None, Column(Text("邮箱", "Mail"), TextKind(), department("id"), width=24, private=True)] = (
        None
    )


class Person(Row):
    """A person of the project team, or another stakeholder."""

    name: Annotated[
        str | None,
        Column(
            Text("姓名", "Name"),
            TextKind(),
            department(),
            required=True,
            width=12,
            aliases=("人员", "成员姓名"),
        ),
    ] = None
    employee_no: Annotated[
        str | None,
        Column(
            Text("工号", "Employee no."),
            CodeKind(),
            department(),
            width=11,
            private=True,
            help=Text("同名人员必填，用来区分", "needed to tell two people of one name apart"),
        ),
    ] = None
    dept: Annotated[
        str | None,
        Column(Text("所属部门", "Department"), ReferenceKind("dept"), required=True, aliases=("部门",)),
    ] = None
    role: Annotated[str | None, Column(Text("项目角色", "Role"), ROLE, department(), required=True, width=14)] = None
    duty: Annotated[str | None, Column(Text("职责", "Duty"), LongText(), department(), width=28)] = None
    from_: Annotated[dt.date | None, Column(Text("投入开始", "From"), DateKind(), department(), private=True)] = None
    to_: Annotated[dt.date | None, Column(Text("投入结束", "To"), DateKind(), department(), private=True)] = None
    allocation: Annotated[
        Decimal | None, Column(Text("投入比例", "Allocation"), PercentKind(), department(), private=True)
    ] = None
    phone: Annotated[str | None, Column(Text("电话", "Phone"), CodeKind(), department(), width=14, private=True)] = None
    email: Annotated[str | None, Column(Text("邮箱", "Email"), TextKind(), department(), width=24, private=True)] = None


DEPARTMENTS = table(
    "departments",
    Text("参与部门", "Departments"),
    Department,
    prefix="d",
    natural=("name",),
    capacity=15,
    shown="all",
)
PEOPLE = table(
    "people",
    Text("项目团队与干系人", "Team and stakeholders"),
    Person,
    prefix="p",
    natural=("name", "employee_no"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    capacity=60,
    spare=5,
    shown="all",
    context=("name", "dept", "role"),
)

FORM = Form(
    "team",
    5,
    Text("部门与项目团队", "Departments and team"),
    Text(
        "部门由项目经理维护；各部门维护自己的人员。负责人、填报人等下拉列表都取自本表。",
        "The project manager keeps the departments; each department keeps its own people. Name lists come from here.",
    ),
    Phase.INITIATION,
    (DEPARTMENTS, PEOPLE),
    Text("项目经理、各部门", "project manager, departments"),
    parts=("planning",),
    copy_hint=Text(
        "核对本部门人员和接口人，增减和变动直接填写。",
        "check your people and your contact; enter changes.",
    ),
)
