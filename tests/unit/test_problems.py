"""Problems: every code has complete Chinese wording, and reports are sorted, whole and machine-readable."""

from __future__ import annotations

import importlib
import pkgutil
import re
from string import Formatter

import pytest

from disclosure.problems import (
    WORDINGS,
    Problem,
    Report,
    Severity,
    Where,
    catalogue,
    closest,
    mechanical,
    nearest,
    problem,
)


@pytest.mark.parametrize("code", WORDINGS)
def test_wordings_are_chinese_and_whole(code: str) -> None:
    """A code is kebab-case; its title, message and fix are Chinese, end in a full stop, and use named places only."""
    wording = WORDINGS[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    for text in (wording.title, wording.message):
        assert re.search(r"[\u4e00-\u9fff]", text)
    assert wording.message.endswith("。")
    assert wording.fix.endswith(("。", "{mend}"))
    names = [
        name for text in (wording.message, wording.fix) for _, name, _, _ in Formatter().parse(text) if name is not None
    ]
    assert all(name.isidentifier() for name in names)


def test_no_module_of_the_catalogue_is_left_out() -> None:
    """Every module of wordings is named in the catalogue, and no code stands in two of them."""
    names = [module.name for module in pkgutil.iter_modules(catalogue.__path__)]
    modules = [importlib.import_module(f"{catalogue.__name__}.{name}") for name in names]
    assert sorted(code for module in modules for code in module.WORDINGS) == sorted(WORDINGS)


def test_every_code_has_a_reason_of_its_own() -> None:
    """Why a code matters is said for that very code: a Chinese sentence that no other code uses."""
    reasons = [one.why for one in WORDINGS.values()]
    assert [one for one in reasons if not re.fullmatch(r"[^！!]*[\u4e00-\u9fff][^！!]*。", one)] == []
    assert [one for one in reasons if reasons.count(one) > 1] == []


def test_places_read_as_staff_see_them() -> None:
    """A place names file, sheet, row and column as Excel shows them, as far as they are known."""
    assert str(Where("data/a.xlsx", "捐赠", 17, "金额")) == "data/a.xlsx 表“捐赠” 第 17 行“金额”"
    assert str(Where("data/a.csv", None, 2)) == "data/a.csv 第 2 行"
    assert str(Where("data/site.yaml")) == "data/site.yaml"


def test_a_problem_reads_as_one_sentence_with_its_code() -> None:
    """The text of a problem is place, fault, mend and code."""
    one = problem("bad-value", Where("a.csv", None, 2, "金额"), cell="12万", expected="数字", mend="请写成 120000。")
    assert str(one) == "a.csv 第 2 行“金额”：“12万”不是数字。请写成 120000。（bad-value）"


def test_quoted_cells_are_cut_and_stay_on_one_line() -> None:
    """A quoted cell keeps 40 characters, and a line break in it does not break the report."""
    long = problem("bad-value", Where("a.csv"), cell="甲" * 99, expected="数字", mend="改。")
    assert "甲" * 40 + "…" in long.message
    assert "甲" * 41 not in long.message
    broken = problem("bad-value", Where("a.csv"), cell="上\r\n下", expected="数字", mend="改。")
    assert "\n" not in str(broken)
    assert "上⏎下" in str(broken)


def test_braces_in_a_cell_are_words() -> None:
    """A cell that looks like a template is quoted as it is, not filled in."""
    assert "“{cell}{0}”" in problem("bad-value", Where("a.csv"), cell="{cell}{0}", expected="数字", mend="改。").message


def sample() -> Report:
    return Report(
        [
            problem("not-money", Where("a.csv", None, 1), unit="人", basis="款物"),
            problem("bad-encoding", Where("b.csv"), reason="不是 UTF-8"),
            problem("ragged-row", Where("a.csv", None, 12), found=1, expected=2, cell="x"),
            problem("ragged-row", Where("a.csv", None, 2), found=1, expected=2, cell="x"),
        ]
    )


def test_a_report_is_sorted_by_weight_file_and_row() -> None:
    """Errors come first, then warnings; within them by file and by row as a number."""
    assert [(one.where.file, one.where.row) for one in sample()] == [
        ("a.csv", 2),
        ("a.csv", 12),
        ("b.csv", None),
        ("a.csv", 1),
    ]
    assert len(sample().errors) == 3
    assert len(sample()) == 4


def test_a_report_as_text_has_everything() -> None:
    """The text names the number of errors, and every problem once."""
    text = sample().as_text()
    assert "共 3 处必须改" in text
    assert "请确认（1 处）" in text
    assert text.count("（ragged-row）") == 2
    assert Report().as_text() == ""


def test_severity_belongs_to_the_code() -> None:
    """A problem weighs what its code weighs; there are errors and there are warnings."""
    weights = {one.severity for one in WORDINGS.values()}
    assert {Severity.ERROR, Severity.WARNING} <= weights
    assert Problem("bad-encoding", Where("a")).severity is Severity.ERROR


@pytest.mark.parametrize(("word", "hint"), [("本集", "（是不是“本级”？）"), ("完全不像的话", ""), ("", "")])
def test_hints_only_where_something_is_near(word: str, hint: str) -> None:
    """A near word is suggested; where none is near, nothing is said."""
    assert nearest(word, ["本级", "市县两级"]) == hint


@pytest.mark.parametrize(
    ("word", "candidates", "hint"),
    [
        ("Template", ["Title", "Date", "Slug", "Status", "Summary"], ""),
        ("Related", ["Title", "Date", "Slug"], ""),
        ("Sumary", ["Title", "Date", "Summary"], "Summary"),
        ("Titel", ["Title", "Date", "Summary"], "Title"),
        ("日期", ["到账日期", "汇率日期"], ""),  # two are as near
        ("捐赠物资", ["捐赠人", "金额"], ""),
        ("姓名", ["署名", "品名", "名称", "同意公开姓名"], ""),
        ("余额", ["金额"], ""),
        ("本集", ["本级", "市级"], "本级"),
        ("捐款金额", ["金额", "来源"], "金额"),
        ("票据号", ["票据号码", "编号"], "票据号码"),
        ("spring-24", ["spring-2024", "autumn"], "spring-2024"),
        ("后进先出", ["先进先出", "按比例"], ""),  # the contrary, no slip of the pen
        ("非限定性捐款", ["限定性捐款", "其他"], ""),
        ("先进先岀", ["先进先出", "按比例"], "先进先出"),
        ("xiang-cun-zhen-xing", ["jin-qiu-zhu-xue"], ""),  # pinyin shares many letters
        ("jin-qiu-zhu-xu", ["jin-qiu-zhu-xue", "xiang-cun-zhen-xing"], "jin-qiu-zhu-xue"),
    ],
)
def test_no_hint_is_better_than_a_wrong_one(word: str, candidates: list[str], hint: str) -> None:
    """Only what is hardly another word is proposed, and nothing where two are as near."""
    assert closest(word, candidates) == hint


@pytest.mark.parametrize(("word", "meant"), [("后进先出", ""), ("非先进先出", ""), ("先进先岀", "先进先出")])
def test_the_contrary_is_never_proposed(word: str, meant: str) -> None:
    """One character may turn the meaning round: that is no slip of the pen."""
    assert mechanical(word, ["先进先出", "按比例"]) == meant
    assert mechanical("余额", ["金额"]) == ""
