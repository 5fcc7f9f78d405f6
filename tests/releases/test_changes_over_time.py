"""What is published changes over several releases: every honest way stays open to its end, and no way round is silent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from publishing_site import answer, publishable_pair
from release_cases import record
from small import Site

from disclosure.accounts import read_site
from disclosure.compose import ComposedSite, compose
from disclosure.filing import ForbiddenUndoError, undo
from disclosure.kinds import corrections
from disclosure.pages.releases import news_since
from disclosure.problems import Report
from disclosure.publishing import guarding
from disclosure.publishing.prose import _AS_SHIPPED, unbound
from disclosure.reading import conflict_line
from disclosure.releases import blocks, digest
from disclosure.releases.changes import news_line
from disclosure.releases.comparison import _only_reworded
from disclosure.releases.corrections import entries_that_would_go, open_doubt

F23 = "figures/2023.csv"
USCC = "51320500MJ5000001K"
LEDGER = "编号,更正日期,更正类型,位置,原来,现在,影响,原因,数字,来源\n"
KNOWN = {"性质": "实际", "口径": "本级", "状态": "已核", "来源": "DOC", "出处": "二、第2项"}
BOOKS = {
    "编号": "A020",
    "主题": "项目",
    "事项": "图书",
    "指标": "购置",
    "数值": "350",
    "单位": "册",
    "原文写法": "350册",
}


def on(site: Site, day: str) -> None:
    path = site.data / "site.yaml"
    path.write_text(re.sub(r"prepared_on: \S+", f"prepared_on: {day}", path.read_text("utf-8")), "utf-8")


def release(site: Site, day: str) -> None:
    """Publish, as far as the record goes; nothing may stand in the way."""
    on(site, day)
    assert not faults(site)
    record(site, day)
    assert not faults(site)


def seats(site: Site, number: int) -> None:
    site.cell(F23, 10, "数值", str(number))
    site.cell(F23, 10, "原文写法", f"{number}人")


def composed_of(site: Site) -> ComposedSite:
    return compose(site.data, site.content)


def faults(site: Site) -> list[str]:
    return [str(fault) for fault in composed_of(site).report.errors]


def codes(site: Site) -> set[str]:
    return {fault.code for fault in composed_of(site).report.errors}


def asked_for(site: Site) -> list[str]:
    """What the report asks an entry for."""
    errors = composed_of(site).report.errors
    return [fault.details["path"] for fault in errors if fault.code in {"silent-change", "silent-record"}]


@pytest.fixture
def pair(tmp_path: Path) -> Site:
    """A small site with two organisations."""
    return publishable_pair(tmp_path)


# --- corrections of corrections ------------------------------------------------------------------


def test_a_figure_is_corrected_again_and_again_and_taken_back(site: Site) -> None:
    release(site, "2024-05-01")
    for number, day in ((250, "2024-05-02"), (260, "2024-05-03"), (240, "2024-05-04"), (250, "2024-05-05")):
        on(site, day)
        seats(site, number)
        assert asked_for(site) == ["dawn/A009"]
        answer(site, "dawn/A009", day)
        release(site, day)


def test_a_sentence_with_a_corrected_number_needs_no_entry_of_its_own(site: Site) -> None:
    """The entry about the figure answers for every sentence that has its new wording for the old one, and for nothing else."""
    rows = site.table(F23)
    quoted = {10: "办读书会12场，来了240人。", 9: "办读书会12场，来了240人。"}
    site.save(
        F23,
        [[*rows[0], "原文句子"], *([*row, quoted.get(at, "")] for at, row in enumerate(rows[1:], 2))],
    )
    release(site, "2024-05-01")
    on(site, "2024-05-02")
    seats(site, 250)
    for row in quoted:
        site.cell(F23, row, "原文句子", "办读书会12场，来了250人。")
    assert asked_for(site) == ["dawn/A009"]
    site.cell(F23, 9, "原文句子", "办读书会12场，来了1250人。")
    assert sorted(asked_for(site)) == ["dawn/A009", "dawn/figures/A008"]
    site.cell(F23, 9, "原文句子", "办读书会12场，来了250人。")
    answer(site, "dawn/A009", "2024-05-02")
    release(site, "2024-05-02")


@pytest.mark.parametrize(
    ("was", "now", "wordings", "answered"),
    [
        ("办会12场，来了240人。", "办会12场，来了250人。", [("240人", "250人"), ("12场", "12场")], True),
        ("收100元，付200元。", "收200元，付300元。", [("100元", "200元"), ("200元", "300元")], True),
        ("收100元，付200元。", "收300元，付300元。", [("100元", "200元"), ("200元", "300元")], False),
        ("收100元，付100元。", "收200元，付200元。", [("100元", "200元")], False),
        ("收100元，付100元。", "收200元，付200元。", [("100元", "200元"), ("100元", "100元")], False),
        ("收100.5元。", "收200.5元。", [("100", "200")], False),
        ("来了240人。", "来了近250人。", [("240人", "250人")], False),
    ],
)
def test_an_entry_answers_for_the_number_of_its_figure_only(
    was: str,
    now: str,
    wordings: list[tuple[str, str]],
    answered: bool,  # noqa: FBT001
) -> None:
    """A number of another figure, or of none, changes no sentence silently."""
    assert _only_reworded(was, now, wordings) is answered


def test_an_entry_that_was_published_is_not_taken_back(site: Site) -> None:
    """Undo takes back what nobody read; of what was published it says how to go on."""
    release(site, "2024-05-01")
    on(site, "2024-05-02")
    seats(site, 250)
    answer(site, "dawn/A009", "2024-05-02")
    undo(site.data, lambda old: entries_that_would_go(site.data, old))
    assert asked_for(site) == ["dawn/A009"]
    answer(site, "dawn/A009", "2024-05-02")
    release(site, "2024-05-02")
    with pytest.raises(ForbiddenUndoError, match="已经公布，只能加，不能删"):
        undo(site.data, lambda old: entries_that_would_go(site.data, old))
    ledger = site.data / "dawn" / "corrections.csv"
    for encoding in ("gb18030", "utf-16"):  # as other programs save it: the entries are all there
        assert not entries_that_would_go(site.data, {ledger: ledger.read_text(encoding="utf-8-sig").encode(encoding)})
    assert not faults(site)


def test_a_grade_is_no_number_without_a_source(site: Site) -> None:
    """Whoever approves is shown the quantities that stand in sentences, and not that a body is 5A级."""
    text = "Title: 评估\nDate: 2024-04-01\nSlug: grade\nSummary: 评估结果。\n\n评为5A级社会组织，是全市3家之一。\n"
    site.write("content/news/dawn/grade.md", text)
    composed = composed_of(site)
    told = [line for line in unbound(composed.site.disclosures, composed.site.history) if "评" in line]
    assert len(told) == 1
    assert "3家" in told[0]


def test_nobody_is_sent_to_the_standing_pages_as_they_come(site: Site) -> None:
    """What content/pages says needs no look before it is published; a page that somebody changed does, all of it.

    Where this fails because content/pages was changed: write the digests that it tells into publishing/standing_pages.yaml.
    """
    ours = Path(__file__).resolve().parents[2] / "content" / "pages"
    for page in ours.glob("*.md"):
        site.write(f"content/pages/{page.name}", page.read_text("utf-8"))
    (part,) = (
        block
        for disclosure in composed_of(site).site.disclosures
        for path, block in blocks(disclosure).items()
        if "/articles/" in path and any(row[0].startswith("about/") for row in block.rows)
    )
    words = {row[0]: row[part.header.index("words")] for row in part.rows if row[0].startswith("about/")}
    assert {name: digest(text.encode()) for name, text in words.items()} == dict(_AS_SHIPPED)

    def about() -> list[str]:
        composed = composed_of(site)
        return [line for line in unbound(composed.site.disclosures, composed.site.history) if "about/" in line]

    assert not about()
    contact = (ours / "contact.md").read_text("utf-8")
    site.write("content/pages/contact.md", f"{contact}\n我们有3万名志愿者。\n")
    assert any("3万名" in line for line in about())


def test_an_entry_that_was_overtaken_before_it_was_published_is_no_history(site: Site) -> None:
    """Changed twice, or back again, between two releases: what nobody ever read is not told as having been corrected."""
    release(site, "2024-05-01")
    seats(site, 250)
    answer(site, "dawn/A009", "2024-05-02")
    seats(site, 260)
    answer(site, "dawn/A009", "2024-05-02")
    (fault,) = faults(site)
    assert "corrections.csv 第 2 行“现在”" in fault
    assert "250人" in fault
    assert "请删去这条还没有公布的说明" in fault
    rows = site.table("corrections.csv")
    site.save("corrections.csv", [rows[0], rows[2]])
    assert not faults(site)
    seats(site, 240)
    assert codes(site) == {"unlike-correction"}
    site.save("corrections.csv", rows[:1])
    assert not faults(site)


@pytest.mark.parametrize(
    "words",
    [
        ("240人", "250人", "250人", "260人"),  # two corrections on one day, the second of the first
        ("240人", "260人，不含教师", "出处 二、第2项", "出处 二、第3项（260人）"),
    ],
)
def test_two_true_entries_about_one_figure_on_one_day(site: Site, words: tuple[str, ...]) -> None:
    release(site, "2024-05-01")
    seats(site, 260)
    old, new, older, newer = words
    rows = (
        f"a,2024-05-02,更正,阅读角,{old},{new},,数错了一行,A009,DOC\n"
        f"b,2024-05-02,更正,阅读角,{older},{newer},,又漏了十个,A009,DOC\n"
    )
    site.write("data/dawn/corrections.csv", LEDGER + rows)
    assert not faults(site)


def test_a_doubt_ends_with_the_entry_that_answers_it(site: Site) -> None:
    """The command continues what it answers, and that the figure is looked into no longer needs no words of its own."""
    for number, given in ((250, {}), (240, {"type": "补充", "new": "240人，核实过没有错"})):
        shutil.rmtree(site.data / "releases", ignore_errors=True)
        site.file("corrections.csv").unlink(missing_ok=True)
        seats(site, 240)
        release(site, "2024-05-01")
        answer(site, "dawn/A009", "2024-05-02", type="核实中", reason="")
        release(site, "2024-05-02")
        seats(site, number)
        answer(site, "dawn/A009", "2024-05-03", **given)
        release(site, "2024-05-03")
        dawn = composed_of(site).site.disclosures[0]
        assert dawn.figures["A009"].status == "已更正"
        assert open_doubt(dawn, "figure", "A009") is None


def test_a_doubt_of_the_data_is_not_settled_unsaid(site: Site) -> None:
    """What a report leaves unsure becomes sure only with an entry that says so."""
    release(site, "2024-05-01")
    site.cell(F23, 8, "状态", "已核")
    site.write(
        "data/dawn/corrections.csv",
        f"{LEDGER}a,2024-05-02,更正,全年,1200余人次,1200余人次（含听讲座的）,,问过经办的人,A007,DOC\n",
    )
    assert codes(site) == {"unlike-correction"}


# --- figures that go, and ids that come back -----------------------------------------------------


def test_what_an_entry_names_may_be_withdrawn_later(site: Site) -> None:
    """An entry can't be edited any more: it says what the figure was, and stays as it is when that changes or goes."""
    site.add(F23, **BOOKS, **KNOWN)
    release(site, "2024-05-01")
    seats(site, 250)
    effect = "人均变成{AC04}，图书还是{A020}"
    site.write(
        "data/dawn/corrections.csv", f"{LEDGER}a,2024-05-02,更正,阅读角,240人,250人,{effect},数错了一行,A009,DOC\n"
    )
    release(site, "2024-05-02")
    assert _effect(site) == "人均变成864元/人，图书还是350册"
    site.save(F23, [row for row in site.table(F23) if row[0] != "A020"])
    seats(site, 240)
    answer(site, "dawn/A009", "2024-05-03")
    release(site, "2024-05-03")
    assert _effect(site) == "人均变成864元/人（AC04），图书还是350册（A020）"


def _effect(site: Site) -> str:
    """影响 of the first entry as its page has it."""
    dawn = composed_of(site).site.disclosures[0]
    rows = {row.id: row for row in dawn.rows(corrections.CorrectionEntry)}
    pieces = dawn.phrase(corrections.KIND, rows["a"], rows["a"].effect or "")
    return "".join(dawn.figures[piece.id].text if hasattr(piece, "id") else str(piece) for piece in pieces)


def test_a_new_entry_names_only_what_is_or_was(site: Site) -> None:
    release(site, "2024-05-01")
    for effect, code in (("图书{A099}", "unknown-reference"), ("图书[[figure: A001]]", "slipped-reference")):
        site.write("data/dawn/corrections.csv", f"{LEDGER}a,2024-05-02,补充,报告,没有,有了,{effect},漏登了一条,,DOC\n")
        assert codes(site) == {code}


def test_a_withdrawn_figure_can_still_be_corrected(site: Site) -> None:
    """What was published may have been wrong, even though it stands nowhere any more."""
    site.add(F23, **BOOKS, **KNOWN)
    release(site, "2024-05-01")
    site.save(F23, site.table(F23)[:-1])
    release(site, "2024-05-02")
    answer(site, "dawn/A020", "2024-05-03", new="305册")
    assert site.table("corrections.csv")[1][3:6] == ["2023年图书·购置", "350册", "305册"]
    release(site, "2024-05-03")


@pytest.mark.parametrize(
    ("files", "old", "new", "place"),
    [
        ((F23, "projects.csv", "computed.csv", "reconciliations.csv"), "A009", "a009", "figures/2023.csv 第 10 行"),
        (("reconciliations.csv",), "AR02", "Ar02", "reconciliations.csv 第 3 行"),
        (
            ("breakdowns.csv", "computed.csv", "headlines.csv", F23, "projects.csv"),
            "AB01",
            "ab01",
            "breakdowns.csv 第 2",
        ),
    ],
)
def test_an_id_keeps_its_letters(site: Site, files: tuple[str, ...], old: str, new: str, place: str) -> None:
    """In other letters it is another address: the figure would seem withdrawn, and another come for it."""
    release(site, "2024-05-01")
    for name in files:
        path = site.file(name)
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    told = [fault for fault in faults(site) if "renamed-case" in fault]
    assert len(told) == 1, faults(site)
    assert place in told[0]
    assert f"“{new}”在第 1 次发布时写作“{old}”" in told[0]
    for name in files:
        path = site.file(name)
        path.write_text(path.read_text("utf-8").replace(new, old), "utf-8")
    assert not faults(site)


# --- organisations -------------------------------------------------------------------------------


def _move(site: Site, old: str, new: str) -> None:
    shutil.move(site.data / old, site.data / new)
    if (site.content / "news" / old).is_dir():
        shutil.move(site.content / "news" / old, site.content / "news" / new)
    site.text("data/site.yaml", f"- {old}", f"- {new}")
    site.text(f"data/{new}/organisation.yaml", f"id: {old}", f"id: {new}")


@pytest.mark.parametrize("renamed", [False, True])
def test_an_organisation_goes_on_under_another_id(pair: Site, renamed: bool) -> None:  # noqa: FBT001
    """Its entries and figures are those of before, whether the name stays or changes too; nothing else slips through."""
    release(pair, "2024-05-01")
    seats(pair, 250)
    answer(pair, "dawn/A009", "2024-05-02")
    release(pair, "2024-05-02")
    _move(pair, "dawn", "dusk")
    if renamed:
        pair.text("data/dusk/organisation.yaml", "晨光慈善会", "晚霞慈善会")
    assert asked_for(pair) == ["dusk/organisation/all"]
    answer(pair, "dusk/organisation/all", "2024-05-03")
    figures = pair.data / "dusk" / F23
    before = figures.read_text("utf-8")
    figures.write_text(before.replace("250,,人,250人", "260,,人,260人"), "utf-8")
    assert asked_for(pair) == ["dusk/A009"]
    figures.write_text(before, "utf-8")
    ledger_file = pair.data / "dusk/corrections.csv"
    entries = ledger_file.read_text("utf-8")
    ledger_file.write_text(entries.replace("数错了一行", "数错了两行", 1), "utf-8")
    assert "edited-correction" in codes(pair)
    ledger_file.write_text(entries, "utf-8")
    release(pair, "2024-05-03")
    figures.write_text(before.replace("250,,人,250人", "260,,人,260人"), "utf-8")
    assert asked_for(pair) == ["dusk/A009"]
    dusk = composed_of(pair).site.disclosures[0]
    assert [past.wording for past in dusk.past_wordings["A009"]] == ["240人", "250人"]


def test_a_body_is_known_by_its_credit_code(pair: Site) -> None:
    """Another id, another name and another place behind every figure: its code says that it is the same, and all is held to it."""
    facts = pair.data / "dawn/organisation.yaml"
    facts.write_text(f"{facts.read_text('utf-8')}uscc: {USCC}\n", "utf-8")
    release(pair, "2024-05-01")
    _move(pair, "dawn", "dusk")
    pair.text("data/dusk/organisation.yaml", "晨光慈善会", "晚霞慈善会")
    pair.text(f"data/dusk/{F23}", ",DOC,", ",DOC,附件")
    asked = asked_for(pair)
    assert "dusk/organisation/all" in asked
    assert "dusk/A009" in asked


def test_another_body_under_a_new_id_is_not_taken_for_one_that_left(pair: Site) -> None:
    release(pair, "2024-05-01")
    shutil.rmtree(pair.data / "river")
    pair.write("data/lake/organisation.yaml", "id: lake\nname: 湖边慈善会\nregion: 样例市\n")
    pair.text("data/site.yaml", "- river", "- lake")
    assert not faults(pair)


def test_an_organisation_with_corrections_can_be_left_out(pair: Site) -> None:
    """Its entries go with its pages, for which the reason is asked when that is published; the release tells that it left."""
    source = (pair.data / "river/sources.csv").read_text("utf-8").splitlines()[1].partition(",")[0]
    row = f"a,2024-04-02,补充,报告,没有,有了,,漏登了一条,,{source}\n"
    pair.write("data/river/corrections.csv", LEDGER + row)
    release(pair, "2024-05-01")
    shutil.rmtree(pair.data / "river")
    pair.text("data/site.yaml", "  - river\n", "")
    composed = composed_of(pair)
    assert not composed.report.errors
    lines = [news_line(line) for line in news_since(composed.site.disclosures, composed.site.history)]
    assert lines == ["dawn·网站设置“样例公示”：机构“dawn；river”→“dawn”（改写）"]


def test_an_id_of_an_organisation_that_comes_back_is_the_same_organisation(pair: Site) -> None:
    release(pair, "2024-05-01")
    kept = pair.root / "kept"
    shutil.move(pair.data / "river", kept)
    pair.text("data/site.yaml", "  - river\n", "")
    release(pair, "2024-05-02")
    shutil.move(kept, pair.data / "river")
    pair.text("data/site.yaml", "  - dawn\n", "  - dawn\n  - river\n")
    assert not faults(pair)
    pair.text("data/river/organisation.yaml", "河畔慈善会", "湖边慈善会")
    assert asked_for(pair) == ["river/organisation/all"]


def test_the_order_of_organisations_is_no_correction(pair: Site) -> None:
    """What the whole site promises stays with the body that answered for it; where that leaves, nothing is lost."""
    pair.write_pdf("报告")
    release(pair, "2024-05-01")
    pair.text("data/site.yaml", "  - dawn\n  - river\n", "  - river\n  - dawn\n")
    release(pair, "2024-05-02")
    pair.text("data/site.yaml", "样例公示", "官方公示")
    assert asked_for(pair) == ["dawn/site/all"]
    shutil.rmtree(pair.data / "dawn")
    shutil.rmtree(pair.content / "news/dawn")
    pair.text("data/site.yaml", "  - dawn\n", "")
    assert asked_for(pair) == ["river/site/all"]


# --- the record ----------------------------------------------------------------------------------


def _to_crlf(records: Path) -> None:
    for path in records.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _one_part_to_crlf(records: Path) -> None:
    path = records / "2/figures.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def _merged(records: Path) -> None:
    for name in ("release.yaml", "manifest.txt", "records.txt"):
        path = records / "2" / name
        text = path.read_text("utf-8")
        path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n", "utf-8")


def _merged_part(records: Path) -> None:
    path = records / "2/figures.csv"
    text = path.read_text("utf-8")
    path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n", "utf-8")


@pytest.mark.parametrize(
    ("harm", "number", "words"),
    [
        (_to_crlf, 1, "换行被换过，别的没有变"),
        (_one_part_to_crlf, 2, "* -text"),
        (_merged, 2, "两边都发布过这一次"),
        (_merged_part, 2, "git checkout MERGE_HEAD -- 这个文件夹"),
        (lambda records: shutil.copytree(records / "2", records / "3"), 3, "第 2 次，文件夹改过名，或者是复制出来的"),
    ],
)
def test_a_record_that_came_to_harm_names_the_cause_once(
    site: Site, harm: Callable[[Path], object], number: int, words: str
) -> None:
    """What version control and copying do to a record is told apart from an edit, with the way out."""
    release(site, "2024-05-01")
    release(site, "2024-05-02")
    harm(site.data / "releases")
    (fault,) = faults(site)
    assert fault.startswith(f"{site.data}/releases/{number}：")
    assert words in fault


def _torn(text: str, line: str) -> str:
    """A text as a merge leaves it where both sides changed one line."""
    assert f"{line}\n" in text
    return text.replace(f"{line}\n", f"<<<<<<< HEAD\n{line}\n=======\n{line}甲\n>>>>>>> other\n", 1)


@pytest.mark.parametrize(
    ("name", "start", "row"),
    [
        ("data/site.yaml", "name", 1),
        ("data/dawn/organisation.yaml", "name", 2),
        ("data/dawn/figures/2023.csv", "A009", 10),
        ("data/dawn/projects.csv", "编号", 1),
        ("content/news/dawn/first.md", "全年收到", 6),
    ],
)
def test_a_merge_that_was_not_finished_is_told_by_its_cause(site: Site, name: str, start: str, row: int) -> None:
    """Once, before all that follows from it, with the line; ornaments of signs are no marks."""
    path = site.root / name
    before = path.read_text("utf-8")
    line = next(line for line in before.splitlines() if line.startswith(start))
    path.write_text(_torn(before, line), "utf-8")
    told = [fault for fault in faults(site) if "合并冲突的记号" in fault]
    assert len(told) == 1, faults(site)
    assert f"第 {row} 行" in told[0]
    path.write_text(before, "utf-8")
    assert not faults(site)


def test_ornaments_are_no_marks_of_a_merge() -> None:
    for text in (
        "<<<<<<< 看这里",
        "=======\n标题\n=======\n",
        "甲\n>>>>>>> 乙\n=======\n<<<<<<< 丙\n",
        "a <<<<<<< b\n=======\n>>>>>>> c",
    ):
        assert conflict_line(text) == 0
    assert conflict_line("甲\r\n<<<<<<< HEAD\r\n乙\r\n=======\r\n丙\r\n>>>>>>> 丁\r\n") == 2


def test_rows_of_a_table_that_this_version_has_no_more_can_be_told(site: Site) -> None:
    release(site, "2024-05-01")
    _with_rows_of(site, "oldkind", "id,name\nx1,旧的\n")
    assert asked_for(site) == ["dawn/oldkind/x1"]
    answer(site, "dawn/oldkind/x1", "2024-05-02", reason="新版本没有这张表")
    assert not faults(site)


def _with_rows_of(site: Site, kind: str, content: str) -> None:
    """Give the first release rows of one more table, as if an older version had recorded it."""
    from disclosure.releases import digest

    folder = site.data / "releases/1"
    file = folder / f"files/rows/dawn/{kind}/all.csv"
    file.parent.mkdir(parents=True)
    file.write_text(content, "utf-8")
    rows = folder / "records.txt"
    lines = [*rows.read_text("utf-8").splitlines(), f"{digest(content.encode())}  rows/dawn/{kind}/all.csv"]
    rows.write_text("".join(f"{line}\n" for line in sorted(lines, key=lambda line: line[66:])), "utf-8")
    record_file = folder / "release.yaml"
    text = re.sub(r'records: "\w+"', f'records: "{digest(rows.read_bytes())}"', record_file.read_text("utf-8"))
    record_file.write_text(text, "utf-8")


def test_a_release_dated_in_the_future_locks_nobody_out(site: Site) -> None:
    """A clock went wrong once: corrections bear the real day, releases that day until it has come, and messages say so."""
    with time_machine.travel("2031-01-02 12:00+08:00", tick=False):
        release(site, "2031-01-02")
    with time_machine.travel("2026-11-20 12:00+08:00", tick=False):
        on(site, "2026-11-20")
        seats(site, 250)
        answer(site, "dawn/A009", "2026-11-20")
        assert not faults(site)
        history = read_site(site.data, "data", Report()).history
        assert "写到了将来" in guarding.refuse_strange_day("2031-01-02", history)
        with pytest.raises(SystemExit, match="晚于明天"):
            guarding.refuse_strange_day("2031-01-03", history)
        record(site, "2031-01-02")
        with pytest.raises(SystemExit, match="2026-11-22 不对"):
            answer(site, "dawn/A009", "2026-11-22", new="260人")
