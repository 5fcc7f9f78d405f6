"""How rows and files are named in words, and what cells say of several figures."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from disclosure.blocks import money_facts, spans, stated
from disclosure.model import Figure


def test_runs_of_rows() -> None:
    """Rows that follow each other are a run; of very many runs the ends are named, and how many rows lie between."""
    assert spans([7, 2, 3, 4, 4]) == "2—4、7"
    assert spans(range(2, 26, 2)) == "2、4、6、8、10、12、14、16、18、20、22、24"
    assert spans(range(2, 28, 2)) == "2—26行里的13"


def raised(name: str, year: int, subject: str, value: int) -> Figure:
    return Figure(
        id=name,
        org="o",
        year=year,
        topic="收入",
        subject=subject,
        measure="筹集",
        value=Decimal(value),
        unit="元",
        as_written=f"{value}元",
        scope="本级",
        basis="资金",
    )


def words(pieces: tuple[object, ...]) -> str:
    return "".join(piece.text if isinstance(piece, Figure) else str(piece) for piece in pieces)


BARE, OTHER, OLDER = raised("A", 2023, "本会", 5), raised("B", 2023, "企业", 7), raised("C", 2022, "本会", 9)


def test_several_amounts_say_what_each_is() -> None:
    """One amount stands alone; of several each has its name, and its year where they differ."""

    def shown(*figures: Figure) -> str:
        ((_, cell),) = money_facts(figures, (("筹集", ("筹集",)),))
        return words(cell if isinstance(cell, tuple) else (cell,))

    assert shown(BARE) == "5元"
    assert shown(BARE, OTHER) == "本会筹集5元；企业筹集7元"
    assert shown(BARE, OLDER) == "2023年本会筹集5元；2022年本会筹集9元"


def test_very_many_amounts_are_not_all_told_in_one_line() -> None:
    """Of eight the six largest stand in the line, which says how many there are below; six all stand there, in order."""

    def shown(count: int) -> str:
        amounts = [raised(str(value), 2023, f"第{value}项", value) for value in range(1, count + 1)]
        ((_, cell),) = money_facts(amounts, (("筹集", ("筹集",)),))
        assert isinstance(cell, tuple)
        return words(cell)

    assert shown(6) == "；".join(f"第{value}项筹集{value}元" for value in range(1, 7))
    assert shown(8) == "；".join(f"第{value}项筹集{value}元" for value in range(8, 2, -1)) + "；另有2笔列在下面"


def test_what_stands_under_two_labels_is_not_told_beside_the_same_amount() -> None:
    """筹集发放 of the sum that 筹集 tells too stands under 发放 alone; of another sum, or another year, under both."""
    wanted = (("到账", ("筹集",)), ("支出", ("发放",)))

    def shown(both: Figure) -> list[str]:
        facts = money_facts([BARE, replace(both, measure="筹集发放")], wanted)
        return [words(cell if isinstance(cell, tuple) else (cell,)) for _, cell in facts]

    assert shown(raised("S", 2023, "项目", 5)) == ["5元", "5元"]
    assert shown(raised("S", 2023, "项目", 6)) == ["本会筹集5元；项目筹集发放6元", "6元"]
    assert shown(raised("S", 2022, "项目", 5)) == ["2023年本会筹集5元；2022年项目筹集发放5元", "5元"]


def test_the_first_sentence_names_no_two_amounts_alike() -> None:
    """“支出50万元，支出50万元” looks like one amount told twice."""
    assert words(stated([BARE])) == "报告写明：筹集5元。"
    assert words(stated([BARE, OTHER])) == "报告写明：本会筹集5元，企业筹集7元。"
    assert words(stated([BARE, OLDER])) == "报告写明：2023年本会筹集5元，2022年本会筹集9元。"
    assert words(stated([])) == ""
