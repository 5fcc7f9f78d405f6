"""Years of another shape than most: half of one, no total, a total alone, figures of single things; no page says more than is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from case import CaseSite
from test_first_year import FIGURES, Made, make, words_of

from disclosure.model import Figure, FigureList, HomeFirstScreen
from disclosure.output.words import plain_text

Year = Callable[..., Made]
TOTALS = ("总体,本会,总收入,1000000,,元,100万元,实际", "总体,本会,总支出,900000,,元,90万元,实际")


@pytest.fixture
def year(case: Callable[..., CaseSite]) -> Year:
    """The pages of an organisation that has these figures of 2022 and these 年度要目, and nothing else."""
    site = case("first-year", 1)
    for path in ("headlines.csv", "breakdowns.csv", "figures/2025.csv", "projects.csv"):
        (site.data / path).unlink()

    def made_of(figures: tuple[str, ...], roles: tuple[str, ...] = ()) -> Made:
        rows = [f"F{place},{figure},本级,,,,已核,R2022,一" for place, figure in enumerate(figures, 1)]
        site.write("data/demo/figures/2022.csv", "\n".join([FIGURES, *rows]) + "\n")
        site.write("data/demo/headlines.csv", "\n".join(["年度,角色,编号", *roles]) + "\n")
        return make(site)

    return made_of


def first_screen(made: Made) -> dict[str, str]:
    """What the three places of the home page say."""
    screen = next(block for block in made.pages[""].blocks if isinstance(block, HomeFirstScreen))
    return {label: value.text if isinstance(value, Figure) else str(value) for label, value in screen.items}


def way_to_spending(made: Made) -> tuple[str, str]:
    """The address of 钱花到哪了 and the words below it."""
    every = (button for block in made.pages[""].blocks for button in getattr(block, "buttons", ()))
    button = next(button for button in every if button.link.text == "钱花到哪了")
    return button.link.path, plain_text(button.words)


def listed(made: Made, path: str) -> set[str]:
    """The ids of the figures that the lists of a page have."""
    return {figure.id for block in made.pages[path].blocks if isinstance(block, FigureList) for figure in block.figures}


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        (
            ("总体,本会,上半年收入,100,,元,100元,实际", "总体,本会,上半年支出,90,,元,90元,实际"),
            ["上半年收入", "上半年支出"],
        ),
        (("总体,本会,收入,100,,元,100元,实际", "总体,本会,支出,90,,元,90元,实际"), ["收入", "支出"]),
        (TOTALS, ["总收入", "总支出"]),
    ],
    ids=["half a year", "no word of a total", "totals that nobody named"],
)
def test_what_only_the_whole_tells_stands_under_its_own_name(
    year: Year, figures: tuple[str, ...], names: list[str]
) -> None:
    """Figures of 总体 without 年度要目: the home page and the pages of both sides have them, and none is called missing."""
    made = year(figures)
    assert [label for label in first_screen(made) if label != "帮到"] == [f"本会{name}" for name in names]
    for side, name, code in zip(("income", "expense"), names, ("F1", "F2"), strict=True):
        assert f"2022年本会{name}" in made.words(f"finances/2022/{side}/")
        assert code in listed(made, f"finances/2022/{side}/")
    assert "总额没有公布" not in made.words("years/2022/")


def test_what_was_left_does_not_stand_for_what_came_in(year: Year) -> None:
    """善款 and 收入 are words of a balance, too."""
    made = year(("总体,善款,年末结余,300,,元,300元,实际", "总体,本会,上年结转收入,200,,元,200元,实际"))
    assert first_screen(made)["收到"] == "没有报总数"


@pytest.mark.parametrize("figure", ["总体,本会,计划收入,100,,元,100元,计划", "收入,晚会,举牌,100,,元,100元,认捐"])
def test_an_intention_is_no_income(year: Year, figure: str) -> None:
    """A plan and a pledge do not tell what came in."""
    made = year((figure, "总体,本会,受益,5,,人,5人,实际"))
    assert "收入和支出总额没有公布" in made.words("years/2022/")


@pytest.mark.parametrize(
    ("figures", "button", "place", "said"),
    [
        (TOTALS, "只有总数，分项没有公布", "finances/2022/expense/", "2022年只有总数，分项没有公布。"),
        (("总体,本会,上半年支出,90,,元,90元,实际",), "分项没有公布", "finances/2022/expense/", "2022年支出的分项没有公布。"),
        ((*TOTALS, "项目,某助学,支出,60,,元,60元,实际"), "花在各件事上的数，逐个列出", "finances/2022/expense/", "2022年花在各件事上的数，列在支出一页。"),
        ((*TOTALS, "支出,本会,管理费用,60,,元,60元,实际"), "本会管理费用花了多少", "finances/2022/expense/", ""),
        ((*TOTALS, "支出,某助学,支出,60,,元,60元,实际"), "给了谁、做了什么，一项一项列出来", "finances/2022/expense/", ""),
    ],
    ids=["a total", "half a year", "single things", "costs", "what was done"],
)  # fmt: skip
def test_where_the_money_went_is_promised_as_far_as_it_is_told(
    year: Year, figures: tuple[str, ...], button: str, place: str, said: str
) -> None:
    """The button of the home page says what is behind it, and what stands below 钱花到哪了 is never nothing."""
    roles = ("2022,收入合计,F1", "2022,支出合计,F2") if figures[:2] == TOTALS else ()
    made = year(figures, roles)
    assert way_to_spending(made) == (place, button)
    assert said in words_of(made.pages[""]) if said else "F3" in listed(made, "")
    plain = [plain_text(line) for block in made.pages["easy/money/"].blocks for line in getattr(block, "lines", ())]
    assert ("没有公布" in "".join(plain)) == ("没有公布" in button)


def test_a_year_that_goes_from_summer_to_summer_is_not_called_this_year(year: Year) -> None:
    """What staff named a total goes by its own name where it is of two years."""
    made = year(("总体,本会,2021年7月至2022年6月总收入,100,,元,100元,实际",), ("2022,收入合计,F1",))
    assert first_screen(made)["本会2021年7月至2022年6月总收入"] == "100元"
    assert "收到" not in first_screen(made)
