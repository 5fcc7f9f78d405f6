"""An organisation's first year, with no year before it: mistakes at the top of the page never get out unasked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.clean import SETS
from benchmarks.mistakes import MISTAKES, Mistake, told
from benchmarks.newcomer import Newcomer, newcomer
from disclosure.compose import ComposedSite, FaultsFound, QuestionsOpen, check, compose
from disclosure.problems import Problem, Severity

ROOT = Path(__file__).resolve().parents[2]


def weighty(data: Path, content: Path) -> list[Problem]:
    return [problem for problem in check(data, content)[0] if problem.severity is not Severity.NOTICE]


def test_the_tidy_newcomer_may_be_published(tmp_path: Path) -> None:
    """Nothing is wrong and nothing is asked, so that what a mistake shows comes from the mistake."""
    composed = compose(*newcomer().write(tmp_path), allow_sample=False)
    assert composed.review.publishable
    composed.refuse_faults()
    composed.refuse_questions()


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_is_stopped_or_asked(mistake: Mistake, tmp_path: Path) -> None:
    """Every mistake is told, but for those of which the list itself says why nobody could know."""
    assert bool(told(mistake, tmp_path)) != bool(mistake.unknowable)


def test_ninety_seven_of_a_hundred_are_told() -> None:
    """The list is long enough, and its exceptions are few."""
    assert len(MISTAKES) == len({mistake.name for mistake in MISTAKES}) == 100
    assert sum(bool(mistake.unknowable) for mistake in MISTAKES) <= 3


def _refuse(composed: ComposedSite) -> None:
    """What every publish does before anything is built."""
    composed.refuse_faults()
    composed.refuse_questions()


AT_THE_TOP = [
    mistake for mistake in MISTAKES if "合计" in mistake.name or "目标" in mistake.name or "名单" in mistake.name
]


@pytest.mark.parametrize("mistake", AT_THE_TOP, ids=[mistake.name for mistake in AT_THE_TOP])
def test_publishing_stops_at_it(mistake: Mistake, tmp_path: Path) -> None:
    """What readers see first: publishing ends with the list of all that is wrong or open, and with the rows to answer it."""
    body = newcomer()
    mistake.make(body)
    composed = compose(*body.write(tmp_path), allow_sample=False)
    with pytest.raises((FaultsFound, QuestionsOpen)) as stop:
        _refuse(composed)
    said = str(stop.value)
    assert all(problem.code in said for problem in composed.report if problem.severity is Severity.ERROR)
    if stop.type is QuestionsOpen:
        assert all(problem.code in said for problem in composed.report if problem.severity is Severity.WARNING)
        assert "代码,文件,编号,行,列,值指纹,理由,确认人,日期" in said


def test_there_are_eight_such_mistakes_and_more() -> None:
    """Tenfold with its wording, another unit, exchanged, pledged, of another scope, a part, of another year."""
    assert len(AT_THE_TOP) > 20


def test_a_total_typed_twice_may_not_change_alone(tmp_path: Path) -> None:
    """The second entry is bound to the value: tenfold in value and wording is an error, not a question."""
    body = newcomer()
    body.set("figures/2023", ("编号", "F1"), 数值="136658000", 原文写法="13665.8万元")
    assert "unlike-verification" in {problem.code for problem in weighty(*body.write(tmp_path))}


def test_without_a_second_entry_the_value_has_to_be_acknowledged(tmp_path: Path) -> None:
    """One question for all totals; its acknowledgement is good for these values only."""
    body = newcomer()
    body.tables["verifications"] = body.tables["verifications"][:1]
    (problem,) = weighty(*body.write(tmp_path))
    assert problem.code == "unverified-totals"
    assert all(f"{name}：" in problem.message for name in ("F2", "F3", "F4", "F5", "F13"))
    assert "F1：" not in problem.message
    body.tables["acknowledgements"] = [
        {"代码": problem.code, "文件": "headlines.csv", "值指纹": problem.fingerprint, "理由": "只有一个会计，没有别人可以再填",
         "确认人": "林会计", "日期": "2024-03-18"}
    ]  # fmt: skip
    assert weighty(*body.write(tmp_path)) == []
    body.set("figures/2023", ("编号", "F3"), 数值="52000", 原文写法="52000余人次")
    assert [problem.code for problem in weighty(*body.write(tmp_path))] == ["unverified-totals"]


def _two(body: Newcomer) -> None:
    body.texts["data/site.yaml"] += "reviewers: 2\n"


def _no_enterer(body: Newcomer) -> None:
    _two(body)
    body.set("verifications", ("数字", "F1"), 录入人="")


def _same(body: Newcomer) -> None:
    _two(body)
    body.set("verifications", ("数字", "F1"), 复核人="林会计")


def _missing(body: Newcomer) -> None:
    _two(body)
    body.tables["verifications"].pop(0)


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (_two, set()),
        (_no_enterer, {"no-second-person"}),
        (_same, {"no-second-person"}),
        (_missing, {"no-second-person"}),
    ],
)
def test_two_people_where_the_site_asks_for_two(
    make: Callable[[Newcomer], None], codes: set[str], tmp_path: Path
) -> None:
    """With `reviewers: 2` a total that no second person typed is an error, which nobody can acknowledge."""
    body = newcomer()
    make(body)
    assert {problem.code for problem in weighty(*body.write(tmp_path))} == codes


def test_the_register_says_who_typed_a_total_twice(tmp_path: Path) -> None:
    """By whom and when; and of a total that nobody typed twice, that nobody did."""
    body = newcomer()
    body.tables["verifications"].pop(1)
    composed = compose(*body.write(tmp_path))
    (section,) = composed.organisations
    register = [page for page in section.pages if page.path.startswith("facts/2023/")]
    blocks = [block for page in register for block in page.blocks]
    said = {name: words for block in blocks for name, words in getattr(block, "verified", {}).items()}
    assert said["F1"] == "复核：由周出纳于2024年3月18日对着原件再填一遍，两次相同。"
    assert said["F2"] == "这个合计只填过一遍，还没有人对着原件再填一遍。"
    assert "F6" not in said


# --- clean tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_clean_tables_are_hardly_asked_about(name: str, tmp_path: Path) -> None:
    """No error, and at most two questions in a thousand rows, whatever the shape of the names."""
    body = SETS[name]()
    problems = weighty(*body.write(tmp_path))
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert len(problems) * 1000 <= 2 * sum(map(len, body.tables.values()))


def test_masked_names_are_asked_about_once(tmp_path: Path) -> None:
    """However many coincidences there are; rows that lie next to each other and whole blocks are named within."""
    (problem,) = weighty(*SETS["乙 平台名单，姓名打星号，一半在九月七日到九日"]().write(tmp_path))
    assert problem.code == "gifts-alike"
    assert int(problem.details["count"]) > 200
    assert "与上一行紧挨着" in problem.message


def test_many_alike_gifts_are_asked_about_once_in_whatever_order(tmp_path: Path) -> None:
    """The table sorted by amount, or a row put in above: the same question, so what was acknowledged holds."""
    body = SETS["乙 平台名单，姓名打星号，一半在九月七日到九日"]()
    (before,) = weighty(*body.write(tmp_path))
    rows = body.tables["donations/2023"]
    rows.sort(key=lambda row: row["金额"])
    (sorted_anew,) = weighty(*body.write(tmp_path))
    rows.insert(0, rows[0] | {"捐赠编号": "2023-01-99999", "捐赠人": "周*昂", "金额": "12.34"})
    (with_another,) = weighty(*body.write(tmp_path))
    assert before.fingerprint == sorted_anew.fingerprint == with_another.fingerprint != ""
    assert before.record == sorted_anew.record
    rows.append(dict(rows[5], 捐赠编号="2023-01-99998"))
    rows.append(dict(rows[5], 捐赠编号="2023-01-99997"))
    (one_more,) = weighty(*body.write(tmp_path))
    assert one_more.fingerprint != before.fingerprint


def test_a_block_pasted_twice_is_seen_among_masked_names(tmp_path: Path) -> None:
    """The fold hides no block that stands there twice."""
    body = SETS["乙 平台名单，姓名打星号，一半在九月七日到九日"]()
    rows = body.tables["donations/2023"]
    block = [dict(row) for row in rows if row["捐赠编号"].startswith("2023-03")][:20]
    for at, row in enumerate(block):
        row["捐赠编号"] = f"2023-03-{at + 501:05d}"
    rows += block
    assert any("整段贴了两遍" in problem.message for problem in weighty(*body.write(tmp_path)))


# --- the two real organisations ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("suzhou/figures/2023.csv", "141000000,,元,1.41亿元", "1410000000,,元,14.1亿元", "part-above-whole"),
        ("suzhou/figures/2023.csv", "7666000,,元,766.6万元", "76660000,,元,7666万元", "part-above-whole"),
        ("suzhou/figures/2023.csv", "100000,最高,元,最高金额达10万元", "1000000000,最高,元,最高金额达10亿元", "part-above-whole"),
        ("suzhou/figures/2023.csv", "认捐,本级,,channels/new-year-gala", "实际,本级,,channels/new-year-gala", "nature-doubtful"),
        ("suzhou/headlines.csv", "收入合计,S005", "收入合计,S001", "headline-doubtful"),
        ("gaoxin/figures/2023.csv", "2095300,,元,209.53万元", "20953000,,元,2095.3万元", "unverified-totals"),
        ("gaoxin/figures/2023.csv", "20000,余,人次,2万余人次", "200000,余,人次,20万余人次", "unverified-totals"),
    ],
)  # fmt: skip
def test_a_slip_in_the_real_data_is_asked_about(file: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    """Value and wording both wrong by ten, a pledge as money, another scope at the top: what once passed without a word."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("releases"))
    shutil.copytree(ROOT / "content", tmp_path / "content")
    path = tmp_path / "data" / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    assert code in {problem.code for problem in weighty(tmp_path / "data", tmp_path / "content")}


def test_a_number_typed_into_a_real_article_is_asked_about(tmp_path: Path) -> None:
    """500万元 that stands in no register and no cell."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("releases"))
    shutil.copytree(ROOT / "content", tmp_path / "content")
    article = min((tmp_path / "content" / "news" / "gaoxin").glob("*.md"))
    article.write_text(article.read_text("utf-8") + "\n另外还募得500万元。\n", "utf-8")
    (problem,) = weighty(tmp_path / "data", tmp_path / "content")
    assert (problem.code, problem.details["what"]) == ("stray-number", "500万元")


def test_nicknames_of_a_platform_are_hardly_asked_about(tmp_path: Path) -> None:
    """无名氏, first names, flowers and 李女士 are how givers sign; names that serve as examples are one question, with its count."""
    body = SETS["乙 平台名单，姓名打星号，一半在九月七日到九日"]()
    nicknames = (
        "爱心网友",
        "匿名爱心人士",
        "微信用户",
        "小草",
        "向日葵🌻",
        "Lily",
        "王先生",
        "李女士",
        "无名氏",
        "幸福的妈妈",
    )
    rows = body.tables["donations/2023"]
    for at, row in enumerate(rows):
        row["捐赠人"] = nicknames[at % len(nicknames)]
    (problem,) = weighty(*body.write(tmp_path))
    assert problem.code == "gifts-alike"
    for row in rows[:40:4]:
        row["捐赠人"] = "隔壁老王"
    (made_up,) = [problem for problem in weighty(*body.write(tmp_path)) if problem.code == "made-up-name"]
    assert "一共 10 行：第 " in made_up.message
