"""Who is told too closely: a name beside school, class, age, illness or family, or right behind a word for who receives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..expressions import expression
from .circumstances import HARDSHIP, ILLNESS, IN_BED, MAYBE_SCHOOL, SCHOOL, in_hardship, is_of_children
from .finding import CHILD, COMPLAINS, HELPED, PAID, PATIENT, Personal
from .frames import A_PLACE, SURNAMES_OF_TWO, framed
from .names import everybody_knows, hardly_a_word, is_name, without_surname
from .namings import called_by_a_word, named_in
from .payees import earns, paid_to
from .receivers import brought_to, is_said_to_be_helped, said_to_receive
from .situations import CURING, DREAM, RECEIVES, TOLD_OF_HELP, any_of
from .titles import AMONG_THE_TITLED, BYLINE, GIVES, GROWN_UP, TEACHES

_HELP = expression(
    any_of(
        *(RECEIVES, TOLD_OF_HELP, CURING, DREAM),
        r"[补救]助|[资救帮扶捐援]助|来到|走进|赶到|走到|探[望视]|筹|募[捐集]|送(?:[去上来]|[^，。；]{0,3}[米面油药煤])|孙[子女]|差旅|退还?|退回",
        r"助听器|耳蜗|护理床|[火受]灾|[塌漏]|[付汇打转]给|[0-9]号?床",
    )
)
# 村民张大山投诉救助名单, 举报人李小红
_COMPLAINS = expression(
    "(?:先生|女士|老师|同志|夫妇|等[0-9一二两三四五六七八九十]{0,3}[名位人]?)?(?:(?:向|到|在)[^，。；]{1,10})?(?:(?:实名|电话|书面|多次"
    "|再次)?(?:投诉|举报|信访|上访|质疑)(?![电热受箱信者人邮])"
    r"|(?:来[电信访]|致电)[^，。；]{0,4}?(?:反映|投诉|举报|询问|咨询|质疑|要求)|反映(?!了?(?:时代|良好)))"
)
_COMPLAINANT = expression(r"(?:举报|投诉|信访)人(?:是|为)?[\s:：（(]{0,3}$")
HIDDEN = expression(r"化名|某(?!所?(?:小学|中学|大学|学校|高校|职校|幼儿园|医院|[县市镇乡村校地年班省区]))|×|[*＊]")
# 李小雨（化名小明）: the made-up name stands behind the true one.
_MADE_UP_BESIDE = expression(r"\s?[（(，,]\s?化名[“\"：:]?[\u4e00-\u9fa5]{2}")
_EMPHASIS = expression(r"(\*{1,3}|_{1,3})$")
_SENTENCE = expression(r"[^。！？!?；;\n\x1c]+")
# A form filled in: 姓名：…；班级：… belongs together.
_LABEL = expression(r"(?:姓名|名字|学生|孩子|儿童|患儿)\s*[:：]")
_FORM = expression(r"[^。！？!?\x1c]+")
_NEAR = 60  # characters between a name and what is told of it
_CLOSE = 6
# 李宁（中国）体育用品有限公司: the name of a body begins like that of a person.
_A_COMPANY = expression(r"[(（][\u4e00-\u9fa5]{2,6}[)）][\u4e00-\u9fa5]{0,14}(?:公司|集团|基金|商行|厂)")
# 周恩来红军小学: a school is called after somebody.
_A_SCHOOL = expression(r"[\u4e00-\u9fa5]{2,4}(?:红军|纪念)(?:小学|中学|学校|幼儿园)")
# 某某助学基金项目, 某某敬老项目: a project is called after who gave or began it; 助学金 is a payment.
_A_PROJECT = expression(
    r"(?:同志|先生|女士)?[\u4e00-\u9fa5]{0,2}(?:助[学教养老]|敬老|慈善|公益|爱心|教育|奖[教学]|亲子|图书馆){1,2}(?:专项)?(?:基金(?!会?拨)|项目|计划"
    "|行动|工程|公益行)"
)
_FALLS_ILL = expression(
    rf"[\s（(，,]{{0,2}}(?:{GROWN_UP.pattern})?[)）\s，,]{{0,2}}(?:不幸|今年|去年|被|身|因|突然|目前|已|双双|先后|都|均|也)*(?:患|确诊|罹|病|住院|诊断)"
)


def _says(sentence: str, start: int, end: int) -> Personal | None:
    """What the sentence tells of the name from *start* to *end*."""
    before, after = sentence[max(0, start - _NEAR) : start], sentence[end : end + _NEAR]
    name = sentence[start:end]
    if _is_nobody_to_protect(before, name, after):
        return None
    if _is_grown_up(before, after):
        return PATIENT if _FALLS_ILL.match(after) and ILLNESS.search(after) else None
    finding = _told_around(before, after)
    if finding or A_PLACE.fullmatch(name) or not (hardly_a_word(name) or without_surname(name)):
        return finding
    return _told_at_once(before, name, after)


def _is_nobody_to_protect(before: str, name: str, after: str) -> bool:
    """Whether a name is hidden or known to everybody, or that of a body, a project, or somebody who left school long ago."""
    return bool(
        name in everybody_knows()
        or _is_hidden(before, name, after)
        or _A_COMPANY.match(after)
        or _A_PROJECT.match(after)
        or _A_SCHOOL.match(name + after)
        or _left_long_ago(before, after)
    )


def _told_around(before: str, after: str) -> Personal | None:
    """What the words anywhere near a name tell: a child's school or age, an illness, the trouble of a family."""
    around = before if GIVES.match(after) else f"{before}\x00{after}"
    if is_of_children(around) or (SCHOOL.search(around) and not TEACHES.search(around)):
        return CHILD
    ill = ILLNESS.search(around) or IN_BED.search(before) or in_hardship(around)
    return PATIENT if ill else None


def _told_at_once(before: str, name: str, after: str) -> Personal | None:
    """What the words right beside a name tell: that who bears it complains, was helped or was paid."""
    if _complains(before, after):
        return COMPLAINS
    if is_said_to_be_helped(before, name, after) or paid_to(name, before, after):
        return HELPED
    return PAID if earns(name, before, after) else None


def _complains(before: str, after: str) -> bool:
    """Whether a name is that of somebody who complains: 村民张大山投诉, 举报人李小红; not 向张大山反映."""
    return bool(_COMPLAINANT.search(before) or (_COMPLAINS.match(after) and not re.search(r"[向对找]$", before)))


def _is_hidden(before: str, name: str, after: str) -> bool:
    """Whether a name is made up or masked: *丽丽, 王某; **王丽** only stands out."""
    emphasis = _EMPHASIS.search(before)
    if emphasis and after.startswith(emphasis[1]):
        before, after = before[: emphasis.start()], after[len(emphasis[1]) :]
    if _MADE_UP_BESIDE.match(after):
        return False
    return bool(HIDDEN.search(before[-4:] + name + after[:_CLOSE]))


# Who left a school so long ago is no child: 1988届高三2班校友. Behind a name it has to end there, else it is of somebody else.
_LEFT = r"(?:19[0-9]{2}|200[0-9])届[^，。；\x00]{0,12}校友"
_LEFT_BEFORE, _LEFT_BEHIND = expression(rf"{_LEFT}[\s:：]{{0,2}}$"), expression(rf"[\s（(]{{0,2}}{_LEFT}[)），。；]")


def _left_long_ago(before: str, after: str) -> bool:
    return bool(_LEFT_BEFORE.search(before[-24:]) or _LEFT_BEHIND.match(after))


_A_CHILD_BEHIND = expression(
    r"(?:等|两|三)?(?:同学|小朋友|[(（，,\s]{0,2}(?:[0-9]|1[0-7])岁|[(（，,\s]{0,2}[男女]孩|[(（，,\s]{1,2}[^，。]{0,10}(?:年级|小学生|幼儿园))"
)


def _is_grown_up(before: str, after: str) -> bool:
    """Whether a title or a trade stands beside a name, of one who is not said to be helped."""
    receives = said_to_receive(before)
    if not receives and AMONG_THE_TITLED.search(before) and not _A_CHILD_BEHIND.match(after):
        return True
    if BYLINE.match(after):
        return True
    behind = GROWN_UP.match(after.lstrip(" (（，,"))
    if behind and behind[0] == "夫妇":
        return not (receives or brought_to(before, after))
    if behind:
        return True
    return not receives and bool(re.search(rf"(?:{GROWN_UP.pattern})[\s:：]?$", before[-6:]))


def children(plain: str) -> Iterator[Personal]:
    """Whom a text of one spelling tells too closely; each kind once."""
    known: set[str] = set()
    for match in (_FORM if _LABEL.search(plain) else _SENTENCE).finditer(plain):
        sentence = match[0]
        findings = [_says(sentence, start, end) for start, end in named_in(sentence)] if _tells(sentence) else []
        findings += [_says(sentence, start, end) or HELPED for start, end in called_by_a_word(sentence)]
        findings += [_says_in_a_frame(sentence, *place) for place in framed(sentence)]
        for finding in findings:
            if finding and finding.what not in known:
                known.add(finding.what)
                yield finding


def _tells(sentence: str) -> bool:
    """Whether a sentence has a word of what must not be told of somebody with a name."""
    return is_of_children(sentence) or any(
        words.search(sentence) for words in (SCHOOL, ILLNESS, HARDSHIP, MAYBE_SCHOOL, _HELP)
    )


_IS_GRATEFUL = expression(r"[^，。；]{0,10}?(?:表示[^，。；]{0,6}感谢|感谢|致谢|道谢)")


def _says_in_a_frame(sentence: str, start: int, end: int, helped: bool) -> Personal | None:  # noqa: FBT001
    """What a frame tells of the name that fills its place, unless that is hidden, known to everybody or of somebody with a title who gives."""
    before, name, after = sentence[max(0, start - _NEAR) : start], sentence[start:end], sentence[end : end + _NEAR]
    if _is_nobody_to_protect(before, name, after):
        return None
    if not helped:
        return PATIENT
    gives = GIVES.match(after) and not _IS_GRATEFUL.match(after)
    return None if gives or _is_grown_up(before, after.removeprefix("夫妇")) else HELPED


# A line of a form, and the first words behind a line that is nothing but a name.
_OF_A_FORM = expression(
    "(?:[一二三四五六七八九十0-9]{1,2}[.、)）])?(?:姓名|名字|学生|孩子|儿童|性别|年龄|出生[^:：]{0,4}|学校|就读[^:：]{0,4}|年级|班级"
    r"|所在[^:：]{0,4}|病情|病名|疾病|家庭[^:：]{0,6}|监护人|家长|住址)\s{0,4}[:：]"
)
_FIRST_WORDS = expression(r"[^。；;！？!?\n]{0,24}")


def children_over_lines(lines: Sequence[str]) -> Iterator[Personal]:
    """Whom lines of one spelling tell too closely together.

    A form with a line for each answer, a name and the line below it, names below a line that announces who was helped.
    What a single line tells is told by `children`; what both tell is the same finding.
    """
    form: list[str] = []
    for line in (*lines, ""):
        if _OF_A_FORM.match(line.strip()):
            form.append(line.strip())
            continue
        if len(form) > 1:
            yield from children("；".join(form))
        form.clear()
    for above, below in pairwise(lines):
        name, words = above.strip(), _FIRST_WORDS.match(below.strip())
        alone = len(name) > 2 and is_name(name) and hardly_a_word(name)  # noqa: PLR2004
        if alone and words and not GROWN_UP.search(words[0]):
            yield from children(f"{name}，{words[0]}")
        if _ANNOUNCES.fullmatch(name) and _names_somebody(below):
            yield HELPED


# 救助名单：, 受助学生名单（第一批）, 2025年困难户公示
_ANNOUNCES = expression(
    "[^。；;]{0,20}(?:受[助益](?:人员?|者|学生|大学生|儿童|对象|家庭)?|[救资帮扶]助(?:对象|学生|人员|家庭|户)?|帮扶(?:对象|户)?|慰问(?:对象|户)"
    "|助学金?(?:发放)?"
    r"|(?:困难|贫困|特困|低保|受灾)(?:学生|户|家庭|群众|老人|职工|党员|人员))[^。；;]{0,6}(?:名单|名册|花名册|公示|如下)[^。；;]{0,10}[:：]?"
)
_NUMBERED = expression(r"^\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[.、)）．]|[-•·*])?\s*")


def _names_somebody(line: str) -> bool:
    """Whether a line of a list begins with the name of somebody who has no title."""
    text = _NUMBERED.sub("", line)
    first = re.split(r"[\s、,，;；:：(（0-9]", text, maxsplit=1)[0]
    named = is_name(first) and (len(first) > 2 or first[0] in SURNAMES_OF_TWO) and hardly_a_word(first)  # noqa: PLR2004
    return named and not GROWN_UP.search(text)
