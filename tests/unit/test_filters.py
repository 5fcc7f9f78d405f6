"""What the filters of the templates promise: words, kinds and the pieces of a number."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.defaults import DEFAULT_FILTERS
from msgspec.structs import replace

from disclosure.dates import han_date
from disclosure.model import (
    LEVELS,
    Amount,
    Cell,
    Entries,
    Entry,
    Figure,
    FigureRef,
    Heading,
    HomeAnswer,
    Link,
    Links,
    Note,
    Prose,
    RowRole,
    Superseded,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Tag,
    Undisclosed,
    Verdict,
)
from disclosure.output import environment
from disclosure.output.filters import FILTERS
from disclosure.output.number_pieces import amount_pieces, brief_pieces, large_pieces, ledger_pieces
from disclosure.output.page_parts import parts_of
from disclosure.output.set_tables import LEAST_STEP, STEPS, lengthy, set_table
from disclosure.output.words import (
    kind_of,
    level_name,
    missing_sign,
    missing_words,
    plain_text,
    tag_sign,
    verdict_kind,
    year_label,
)
from disclosure.reading.cell_types import Missing

THEME = Path(__file__).resolve().parents[2] / "theme"


def figure(
    written: str, value: str = "0", unit: str = "元", qualifier: str | None = None, status: str = "已核"
) -> Figure:
    return Figure(
        id="G001",
        org="org",
        year=2023,
        topic="支出",
        subject="全年",
        measure="支出",
        value=Decimal(value),
        unit=unit,
        as_written=written,
        qualifier=qualifier,
        status=status,
    )


def spelled(pieces: tuple) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def table(*rows: TableRow, columns: int = 2, scale: str = "万元") -> Table:
    heads = (TableColumn("项目"), *(TableColumn(f"数{n}", numeric=True) for n in range(1, columns)))
    return Table("t", "表", heads, rows, scale=scale)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2023-09-18", "2023年9月18日"),
        ("2023-08", "2023年8月"),
        ("2023", "2023年"),
        ("2023-09-18T08:00:00", "2023年9月18日"),
        ("年底", "年底"),
        ("", ""),
        (None, ""),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_known(iso: str | None, words: str) -> None:
    """A month stays a month: no day is made up, and words pass unchanged."""
    assert han_date(iso) == words


def test_a_year_is_named_as_reports_name_it() -> None:
    """2023 reads 2023年度; no year says so."""
    assert (year_label(2023), year_label(None)) == ("2023年度", "不分年度")


def test_every_mark_of_origin_has_a_name_that_holds_its_character() -> None:
    """The accessible name of a 出处标 contains the character that is seen, so voice control finds it."""
    for level, words in LEVELS.items():
        assert level_name(level) == words
        assert level in words
        assert len(words) > len(level)


def test_the_three_kinds_of_missing_stay_apart() -> None:
    """Each reason has the sign and the words that the legend and the handbook explain, and no two share one."""
    assert {one: (missing_sign(one), missing_words(one)) for one in Missing} == {
        Missing.UNDISCLOSED: ("[未]", "报告未披露"),
        Missing.NOT_APPLICABLE: ("[不]", "不适用"),
        Missing.WITHHELD: ("[隐]", "因隐私不公开"),
    }


def test_status_is_never_colour_alone() -> None:
    """Each kind of tag has its own shape; an unknown kind gets the shape of nothing known."""
    kinds = ("ok", "late", "overdue", "none", "checking")
    assert len({tag_sign(kind) for kind in kinds}) == len(kinds)
    assert tag_sign("new") == "○"


def test_only_agreement_looks_like_agreement() -> None:
    """Of all verdicts only 一致 gets the tag of things in order."""
    assert [one for one in Verdict if verdict_kind(one) == "ok"] == [Verdict.AGREES]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("文字", "text"),
        ("", "empty"),
        (None, "empty"),
        ((), "empty"),
        (figure("5万元"), "figure"),
        (FigureRef("G001"), "reference"),
        (Missing.WITHHELD, "missing"),
        (Link("页", "a/"), "link"),
        (Tag("ok", "按时"), "tag"),
        (Amount(Decimal(1), "元"), "amount"),
        ((Link("甲", "a/"), Link("乙", "b/")), "links"),
        (("文字", FigureRef("G001")), "rich"),
        (("文字", Link("甲", "a/")), "rich"),
    ],
)
def test_every_kind_of_cell_is_told_apart(cell: object, kind: str) -> None:
    """Missing is a string by type and yet no text; a tuple of links only is a list of links."""
    assert kind_of(cell) == kind


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("62万余元", [("digits", "62"), ("spoken", "万"), ("approx", "余"), ("spoken", "元")]),
        ("达161.04万元", [("spoken", "达"), ("digits", "161.04"), ("spoken", "万元")]),
        ("超510万元", [("before", "超"), ("digits", "510"), ("spoken", "万元")]),
        ("250万元以上", [("digits", "250"), ("spoken", "万元"), ("approx", "以上")]),
        ("10余万元", [("digits", "10"), ("approx", "余"), ("spoken", "万元")]),
    ],
)
def test_a_ledger_shows_digits_and_hangs_the_approximation(written: str, pieces: list[tuple[str, str]]) -> None:
    """In a column of its own scale a figure shows only digits and 余; the rest is there for those who listen."""
    found = ledger_pieces(figure(written), "万元")
    joined: list[tuple[str, str]] = []
    for kind, text in spelled(found):
        if joined and joined[-1][0] == kind == "spoken":
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    assert joined == pieces


@given(
    before=st.sampled_from(["", "达", "达到", "超", "约", "至少", "首次突破", "首次超过", "首次达"]),
    digits=st.decimals(min_value=0, max_value=99999, places=2).map(str),
    magnitude=st.sampled_from(["万", "亿", ""]),
    approx=st.sampled_from(["", "余", "多"]),
    after=st.sampled_from(["", "以上"]),
)
def test_joined_pieces_are_the_wording(before: str, digits: str, magnitude: str, approx: str, after: str) -> None:
    """Cutting a wording into pieces loses and adds nothing, large or in the ledger of its own scale, but for marks of thousands there."""
    written = f"{before}{digits}{magnitude}{approx}元{after}"
    assert "".join(piece.text for piece in large_pieces(figure(written))) == written
    assert "".join(piece.text for piece in ledger_pieces(figure(written), f"{magnitude}元")).replace(",", "") == written


def test_money_in_another_scale_is_converted_exactly() -> None:
    """9,000元 in a column of 万元 reads 0.9, and keeps its approximation word in the slot."""
    assert spelled(ledger_pieces(figure("9000元", "9000"), "万元")) == [("digits", "0.9"), ("spoken", "万元")]
    assert ("approx", "余") in spelled(ledger_pieces(figure("1亿余元", "100000000", qualifier="余"), "万元"))


def test_money_of_one_column_is_set_alike() -> None:
    """What a report writes without marks of thousands has them beside what is converted; its decimals stay, other units as they are."""
    for written, value, digits in (
        ("900500.30元", "900500.30", "900,500.30"),
        ("1234567890.12元", "1234567890.12", "1,234,567,890.12"),
        ("12345.050037万元", "123450500.37", "12,345.050037"),
        ("1,980,500.37元", "1980500.37", "1,980,500.37"),
        ("-98765元", "-98765", "−98,765"),
        ("999元", "999", "999"),
    ):
        scale = "万元" if "万" in written else "元"
        assert spelled(ledger_pieces(figure(written, value), scale))[0] == ("digits", digits), written
    assert spelled(ledger_pieces(figure("50万元", "500000"), "元"))[0] == ("digits", "500,000")


@pytest.mark.parametrize(
    ("written", "value", "shown"),
    [
        ("人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元整", "1234567890", "12.35亿元"),
        ("人民幣叁佰萬圓整", "3000000", "300万元"),
        ("伍佰元伍角", "500.50", "500.5元"),
        ("三千二百万元", "32000000", "3,200万元"),
        ("1亿2000万元", "120000000", "1.2亿元"),
        ("1980500.37元", "1980500.37", "198.05万元"),
        ("1980500.37", "1980500.37", "198.05万元"),
        ("198.05万元", "1980500", "198.05万元"),
        ("3千万元", "30000000", "3千万元"),
        ("1.50亿元", "150000000", "1.50亿元"),
    ],
)
def test_money_in_brief_is_in_digits_and_the_same_in_type_and_in_a_line(written: str, value: str, shown: str) -> None:
    """Capitals are for books: on a phone they are digits; digits and one magnitude stay as they were published."""
    money = figure(written, value)
    assert "".join(piece.text for piece in brief_pieces(money)) == money.in_brief == shown
    assert money.text == written


def test_what_is_not_exact_or_no_money_stays_in_its_words() -> None:
    """壹仟余万元 is no 1,000万元, and nobody set 五百户 in another way."""
    for wording in (figure("壹仟余万元", "10000000", qualifier="余"), figure("五百户", "500", "户")):
        assert "".join(piece.text for piece in brief_pieces(wording)) == wording.in_brief == wording.text
    assert figure("超过200万", "2000000", qualifier="超过").in_brief == "超过200万元"


def test_a_first_time_stays_in_every_scale() -> None:
    """首次突破1亿元 keeps its 首次 where the column is in 万元, and a 至少 of the site is never lost there."""
    record = figure("首次突破1亿元", "100000000", qualifier="突破")
    assert spelled(large_pieces(record)) == [("before", "首次突破"), ("digits", "1"), ("unit", "亿元")]
    assert spelled(ledger_pieces(record, "万元"))[:2] == [("before", "首次突破"), ("digits", "10,000")]
    least = figure("至少9,000元", "9000", qualifier="至少")
    assert spelled(ledger_pieces(least, "万元"))[0] == ("before", "至少")


def test_other_units_stay_visible() -> None:
    """人 and 人次 never hide behind a caption: the unit stands beside its digits."""
    assert spelled(ledger_pieces(figure("1681余人次", unit="人次"), "万元")) == [
        ("digits", "1681"),
        ("approx", "余"),
        ("unit", "人次"),
    ]


def test_a_wording_that_is_no_plain_number_is_kept_whole() -> None:
    """三大类 and 6名符合救助标准的家庭 are printed as they are."""
    assert spelled(large_pieces(figure("三大类", unit="类"))) == [("whole", "三大类")]
    assert spelled(ledger_pieces(figure("6名符合救助标准的家庭", unit="户"), "")) == [
        ("whole", "6名符合救助标准的家庭")
    ]


def test_amounts_have_two_decimals_rounded_half_up() -> None:
    """118.975万 rounds up as bookkeepers do, yuan are grouped, a deficit has a real minus sign."""
    assert amount_pieces(Amount(Decimal(1189750), "元"), "万元")[0].text == "118.98"
    assert amount_pieces(Amount(Decimal(1610400), "元"), "元")[0].text == "1,610,400.00"
    assert amount_pieces(Amount(Decimal(-100000), "元"), "万元")[0].text == "−10.00"
    assert amount_pieces(Amount(Decimal(5), "户", approximate=True), "")[0].text == "约"


def test_a_column_lines_up_on_its_decimal_point() -> None:
    """Digits plus invisible padding have the same number of decimals in every row of a column."""
    done = set_table(
        table(
            TableRow(("甲", figure("11.15万元"))),
            TableRow(("乙", figure("5万元"))),
            TableRow(("丙", figure("2.174万元"))),
            TableRow(("丁", Amount(Decimal(421640), "元"))),
        )
    )
    tails = [
        next(piece.text for piece in line.cells[1].pieces if piece.kind == "digits").partition(".")[2]
        + line.cells[1].pad.lstrip(".")
        for line in done.rows
    ]
    assert {len(tail) for tail in tails} == {3}
    assert done.rows[1].cells[1].pad == ".000"


def test_a_column_keeps_room_only_for_what_it_holds() -> None:
    """The slot of 余, the units and the marks take room only where a row of the column needs it."""
    plain_rows = (TableRow(("甲", Amount(Decimal(1), "元"))),)
    assert (set_table(table(*plain_rows)).columns[1].slot, set_table(table(*plain_rows)).columns[1].marks) == (0, False)
    column = set_table(table(TableRow(("甲", figure("62万余元"))), TableRow(("乙", figure("250万元以上"))))).columns[1]
    assert (column.slot, column.unit, column.marks, column.lead) == (2, 0, True, True)


def test_a_table_says_which_signs_it_needs_explained() -> None:
    """[未] and † get their key below the table when a cell uses them, and not otherwise."""
    done = set_table(table(TableRow(("甲", Missing.UNDISCLOSED)), TableRow(("乙", figure("5万元", status="推断")))))
    assert (done.signs, done.inferred) == ((Missing.UNDISCLOSED,), True)
    assert set_table(table(TableRow(("甲", figure("5万元")), RowRole.TOTAL))).signs == ()


def test_wide_tables_give_way_earlier() -> None:
    """Two columns stay a table on a phone; more become blocks there, many also on a tablet, very many may scroll."""
    steps = [set_table(table(columns=n)).step for n in range(2, 9)]
    assert steps[0] < 20
    assert steps[1] >= 30
    assert steps == sorted(steps)
    assert steps[-1] == 51
    assert [set_table(table(columns=n)).scrolls for n in (2, 7, 8)] == [False, False, True]


def test_the_step_of_a_table_has_room_for_what_it_holds() -> None:
    """Longer numbers, marks and statuses that do not break ask for a wider box; a text that breaks does not."""

    def step(*cells: Cell) -> int:
        return set_table(table(TableRow(("甲", *cells)), columns=len(cells) + 1)).step

    short, long = Amount(Decimal(1), "元"), Amount(Decimal(123456789012), "元")
    assert step(short) < step(long)
    assert step(short, short, short) < step(long, long, long) < step(long, long, long, long, long)
    assert step(figure("5万元")) < step(figure("123,456,789.01万元"))
    assert step(long, *[Amount(Decimal(12345678901234567890), "元")] * 5) == 99


def test_every_step_has_its_rule_in_the_style_sheet() -> None:
    """css/42-ledger.css knows each step that a table can get, and no other."""
    css = (Path(__file__).parents[2] / "theme/css/42-ledger.css").read_text("utf-8")
    assert [(int(name), int(value)) for name, value in re.findall(r"\.step-(\d+) \{ --step: (\d+); \}", css)] == [
        (step, step) for step in STEPS
    ]
    assert set(LEAST_STEP.values()) <= set(STEPS)


def test_a_row_with_the_wrong_number_of_cells_is_refused() -> None:
    """A cell is never silently lost or put under another column."""
    with pytest.raises(ValueError, match="zip"):
        set_table(table(TableRow(("甲",))))


def test_notes_stand_beside_the_block_before_them() -> None:
    """A note belongs to what it follows; a note that comes first is a block of its own."""
    first, prose, second = Note("先", ("甲",)), Prose((("文",),)), Note("后", ("乙",))
    parts = parts_of((first, prose, second))
    bands = [band for part in parts for band in part.bands]
    assert [band.block for band in bands] == [first, prose]
    assert bands[1].notes == (second,)


def test_no_block_is_lost_and_order_is_kept() -> None:
    """Grouping only draws lines between blocks."""
    blocks = (
        HomeAnswer(2023, ()),
        Heading("钱", "money"),
        TableBlock(table()),
        Note("注", ("甲",)),
        Entries("项目", (Entry("甲"),)),
        Prose((("文",),)),
        Undisclosed((("甲",),)),
    )
    flat: list[object] = []
    for part in parts_of(blocks):
        flat += [part.heading] if part.heading else []
        for band in part.bands:
            flat += [band.block, *band.notes]
    assert flat == list(blocks)


def test_titles_step_down_one_level_at_a_time() -> None:
    """A titled block is a second-level title, or a third-level one right under a heading, as are others of its sort that follow."""
    blocks = (
        Heading("一", "one"),
        Entries("甲", ()),
        Entries("乙", ()),
        Entries("丙", ()),
        Links("丁", ()),
        Links("戊", ()),
    )
    assert [part.level for part in parts_of(blocks)] == [3, 3, 3, 2, 2]
    assert [part.level for part in parts_of((Heading("一", "one"), Links("", ()), Links("甲", ())))] == [3, 2]


def test_only_wide_tables_take_the_whole_width() -> None:
    """A table of many columns puts its notes below it; others leave room beside them."""
    assert not parts_of((TableBlock(table(columns=4)),))[0].wide
    assert parts_of((TableBlock(table(columns=5)),))[0].wide


def test_plain_text_holds_the_words_of_figures_and_links() -> None:
    """A description in the page's head reads like the sentence on the page."""
    text = ("发放", FigureRef("G001"), "，见", Link("支出", "a/"), "。")
    assert plain_text(text, lambda _: figure("达161.04万元")) == "发放达161.04万元，见支出。"
    assert plain_text("字") == "字"
    assert plain_text(text[:2], lambda _: figure("1200余人次", status="待核实")) == "发放1200余人次（还没核清）"
    later = replace(figure("90万元", status="推断"), superseded=Superseded(figure("80万元")))
    assert plain_text(text[:2], lambda _: later) == "发放90万元（推断，后来改为80万元）"


def test_short_numbers_never_break_and_long_ones_may() -> None:
    """A number keeps its unit on the same line; a wording wider than a phone's half line may break."""
    assert not any(lengthy(text) for text in ("达161.04万元", "1681余人次", "250万元以上"))
    assert lengthy("6名符合救助标准的家庭")


def test_templates_get_our_filters_and_no_others() -> None:
    """Each filter that a template names is ours by declaration or Jinja's; nothing is declared that no template names."""
    templates = "".join(path.read_text("utf-8") for path in (THEME / "templates").rglob("*.html"))
    named = set(re.findall(r"\|\s*([a-z_]+)", templates)) | set(re.findall(r'\bmap\("([a-z_]+)"', templates))
    assert named - set(FILTERS) <= set(DEFAULT_FILTERS)
    assert set(FILTERS) - named == set()


def test_filters_of_jinja_are_not_replaced() -> None:
    """A helper that a module of ours happens to import never takes the place of a filter of Jinja."""
    jinja = environment(THEME)
    assert jinja.from_string("{{ 'a-b' | replace('-', '+') }}").render() == "a+b"
    assert not set(FILTERS) & set(DEFAULT_FILTERS)
    assert set(jinja.filters) == {*FILTERS, *DEFAULT_FILTERS}
