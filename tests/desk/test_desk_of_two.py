"""Two people at one desk: what one of them does is never done by the other, taken back, written over or told to the other."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stranger
from small import Site
from visitor import Visitor

from disclosure.desk.guarding import Guard
from disclosure.desk.showing import Showing
from disclosure.desk.workplace import Workplace
from disclosure.filing import ChangedSinceError, writes
from disclosure.publishing import waiting

CSV = "捐款日期,捐款单位,金额\n2025-03-01,某某建设有限公司,{}\n"


def told(answer: Any, visitor: Visitor) -> str:
    """What stands on the page that an answer leads to."""
    return visitor.text(answer.headers["Location"].partition("#")[0])


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """What several people get who press at the same moment."""
    answers: list[Any] = [None] * len(doings)
    ready = threading.Barrier(len(doings))

    def doing(place: int) -> None:
        ready.wait()
        answers[place] = doings[place]()

    threads = [threading.Thread(target=doing, args=(place,)) for place in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def colleague(visitor: Visitor) -> Visitor:
    """Another page at the same desk."""
    return Visitor(visitor.workplace)


def test_words_are_said_to_whom_they_are_meant_for(visitor: Visitor) -> None:
    """A page of somebody else that loads at that moment neither shows nor swallows them; a page that loads again shows them again."""
    answer = visitor.post("/new/dawn/projects", id="spring", name="春天行动", source="DOC")
    other = colleague(visitor)
    assert "已写好" not in other.text("/")
    for _ in range(2):
        assert "已写好" in told(answer, visitor)
    assert "已写好" not in visitor.text("/?told=nothing")


def test_only_the_write_that_a_page_names_is_taken_back(visitor: Visitor, site: Site) -> None:
    visitor.press("/new/dawn/projects", "写入", id="spring", name="春天行动", source="DOC")
    action, held = visitor.form(visitor.text("/"), ">撤销这一次</button>")
    other = colleague(visitor)
    other.press("/new/dawn/projects", "写入", id="autumn", name="秋天行动", source="DOC")
    page = visitor.done(action, **held)
    assert "没有撤销：这一页打开以后又写入或撤销过" in page
    assert [row[0] for row in site.table("projects.csv")][-2:] == ["spring", "autumn"]
    assert "已撤销" in visitor.undo()  # now that she has seen whose it is
    assert "已撤销" in visitor.done(action, **held)  # and her own is the newest again
    assert "没有可以撤销的了" in visitor.done(action, **held)


def test_an_undo_pressed_twice_takes_one_write_back(visitor: Visitor, site: Site) -> None:
    for name in ("spring", "autumn"):
        visitor.press("/new/dawn/projects", "写入", id=name, name=f"{name}行动", source="DOC")
    action, held = visitor.form(visitor.text("/"), ">撤销这一次</button>")
    at_once(lambda: visitor.post(action, **held), lambda: colleague(visitor).post(action, **held))
    assert [row[0] for row in site.table("projects.csv")][-1] == "spring"


def test_a_question_is_answered_once(visitor: Visitor, site: Site) -> None:
    """Two pages with the same question: the second hears that it is answered, also where both press at the same moment."""
    site.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2024-04-01")
    visitor.workplace.build()
    action, _ = visitor.form(visitor.text("/problems"), "看过没有错")

    def answering(name: str) -> Any:
        return colleague(visitor).post(action, reason="已经对过原件和决议", name=name)

    answers = at_once(lambda: answering("林会计"), lambda: answering("周出纳"))
    assert sorted(answer.status_code for answer in answers) == [303, 404]
    refused = next(answer for answer in answers if answer.status_code == 404)
    assert "已经不用确认了" in html.unescape(refused.text)
    assert len(site.table("acknowledgements.csv")) == 2


def test_two_rows_that_are_added_at_once_are_both_there(visitor: Visitor, site: Site) -> None:
    before = len(site.table("projects.csv"))
    ids = ["spring", "summer", "autumn"]

    def adding(name: str) -> Callable[[], Any]:
        return lambda: colleague(visitor).post("/new/dawn/projects", id=name, name=f"{name}行动", source="DOC")

    assert [answer.status_code for answer in at_once(*map(adding, ids))] == [303, 303, 303]
    assert sorted(row[0] for row in site.table("projects.csv")[before:]) == sorted(ids)


def test_the_same_id_is_not_given_twice(visitor: Visitor, site: Site) -> None:
    """The second of two who give the same id is told, and finds what was typed."""

    def adding(name: str) -> Any:
        return colleague(visitor).post("/new/dawn/projects", id="spring", name=name, source="DOC")

    answers = at_once(lambda: adding("春天行动"), lambda: adding("春之声"))
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert [row[0] for row in site.table("projects.csv")].count("spring") == 1


def test_what_is_saved_in_excel_meanwhile_is_not_written_over(
    visitor: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading a table and writing it with one row more, somebody saves it: theirs stays, and it is told."""
    from disclosure.staff import entries

    path, original = site.file("projects.csv"), entries.row

    def slow(*arguments: Any) -> Any:
        draft = original(*arguments)
        path.write_bytes(path.read_bytes() + "theirs,别人加的,,,,DOC\n".encode())
        return draft

    monkeypatch.setattr(entries, "row", slow)
    answer = visitor.post("/new/dawn/projects", id="spring", name="春天行动", source="DOC")
    assert answer.status_code == 409
    assert "projects.csv 刚刚在别处改过" in html.unescape(answer.text)
    assert "别人加的" in path.read_text("utf-8")
    assert "spring" not in path.read_text("utf-8")
    assert writes(site.data) == []


def test_what_a_desk_writes_itself_stands_in_nobodys_way(visitor: Visitor, site: Site) -> None:
    """Two writes one after the other while the desk is busy, and one after that."""
    workplace, path = visitor.workplace, site.data / "dawn" / "note.csv"
    with workplace.busy():
        workplace.write({path: b"a\n"}, "one")
        workplace.write({path: b"b\n"}, "two")
        path.write_bytes(b"theirs\n")
        with pytest.raises(ChangedSinceError):
            workplace.write({path: b"c\n"}, "three")
    workplace.write({path: b"d\n"}, "four")
    assert path.read_bytes() == b"d\n"


# --- files that were dropped ---------------------------------------------------------------------


def test_two_files_that_are_dropped_at_once_are_both_written(visitor: Visitor, site: Site) -> None:
    """Both are looked at before either is written: the second is shown anew, and nothing is lost or doubled."""

    def dropping(yuan: int) -> Any:
        return colleague(visitor).post("/files", file=(CSV.format(yuan).encode(), f"{yuan}.csv"))

    addresses = [answer.headers["Location"] for answer in at_once(lambda: dropping(100), lambda: dropping(200))]
    assert len(visitor.workplace.uploads) == 2
    forms = [visitor.form(visitor.text(address), ">写入</button>") for address in addresses]
    assert "已写好" in visitor.done(forms[0][0], **forms[0][1])
    assert "没有写：这一页打开以后" in visitor.done(forms[1][0], **forms[1][1])
    visitor.done(f"{addresses[1]}/answers", **{"q-mode": "append"})
    assert "已写好" in visitor.press(addresses[1], "写入")
    assert sorted(row[2] for row in site.table("donations.csv")[1:]) == ["100.00", "200.00"]
    assert visitor.workplace.uploads == {}


def test_a_file_is_written_once(visitor: Visitor, site: Site) -> None:
    address = visitor.post("/files", file=(CSV.format(100).encode(), "名单.csv")).headers["Location"]
    action, held = visitor.form(visitor.text(address), ">写入</button>")
    answers = at_once(lambda: visitor.post(action, **held), lambda: colleague(visitor).post(action, **held))
    assert sorted(answer.status_code for answer in answers) == [303, 404]
    refused = next(answer for answer in answers if answer.status_code == 404)
    assert "不在工作台里了" in html.unescape(refused.text)
    assert [row[2] for row in site.table("donations.csv")[1:]] == ["100.00"]


def test_what_is_written_was_seen(visitor: Visitor, site: Site) -> None:
    """A column that another page left out is not left out by a page that still shows it."""
    address = visitor.post("/files", file=(CSV.format(100).encode(), "名单.csv")).headers["Location"]
    page = visitor.text(address)
    action, held = visitor.form(page, ">写入</button>")
    column = re.search(r'name="q-(\d+\.column\.[A-Z])" aria-label="[A-Z] 列“捐款单位”', page)
    assert column
    colleague(visitor).done(f"{address}/answers", **{f"q-{column[1]}": "-"})
    assert "没有写：这一页打开以后" in visitor.done(action, **held)
    assert not site.file("donations.csv").exists()


def test_ticks_of_a_report_mean_the_numbers_that_were_shown(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    """Another page says that it is of another year: nothing is written, what was ticked and mended is still there, and goes in when seen."""
    content = stranger.report(tmp_path / "x.docx").read_bytes()
    address = visitor.post("/files", file=(content, "星河区慈善会2025年度工作报告.docx")).headers["Location"]
    page = visitor.text(address)
    first = re.findall(r'name="k-(P[^"]+)" value="1" checked', page)[1]  # 2025年… is a plan to a report of 2024
    was = re.search(rf'name="c-{first}-subject" value="([^"]*)"', page)
    assert was
    mended = {f"k-{first}": "1", f"b-{first}-subject": was[1], f"c-{first}-subject": "改过的事项", "k-source": "1"}
    seen = visitor.form(page, ">写入勾上的</button>")[1]["seen"]
    colleague(visitor).done(f"{address}/answers", year="2024")
    answer = visitor.post(f"{address}/register", seen=seen, **mended)
    again = html.unescape(answer.text)
    assert "这一页打开以后" in again
    assert "<strong>2024 年</strong>" in again
    assert 'value="改过的事项"' in again

    def registered() -> str:
        return "".join(path.read_text("utf-8") for path in site.file("figures").glob("*.csv"))

    assert "改过的事项" not in registered()
    seen = visitor.form(again, ">写入勾上的</button>")[1]["seen"]
    assert "已写好" in visitor.done(f"{address}/register", seen=seen, **mended)
    assert "改过的事项" in registered()


# --- releases ------------------------------------------------------------------------------------


def test_the_draft_that_is_approved_was_seen(visitor: Visitor, site: Site) -> None:
    """Another draft was handed over while the page of who approves was open."""
    visitor.press("/release", "交审批", name="王会计", site_url="https://example.org")
    action, held = visitor.form(visitor.text("/release"), ">批准</button>")
    news = next(site.content.glob("news/dawn/*.md"))
    news.write_text(f"{news.read_text('utf-8')}\n多了一句话。\n", "utf-8")
    visitor.workplace.build()
    colleague(visitor).press("/release", "交审批", name="赵秘书", site_url="https://example.org")
    refused = visitor.post(action, **held | {"name": "李理事"})
    assert refused.status_code == 422
    assert "没有批准：这一页打开以后，草稿换过或批准过" in html.unescape(refused.text)
    draft = waiting(site.data)
    assert draft
    assert not draft.approved
    assert "已批准" in visitor.press("/release", "批准", name="李理事")


def test_a_page_from_before_the_approval_takes_nothing_back(visitor: Visitor, site: Site) -> None:
    """Neither is what was approved handed over anew, nor does anything go out beside it."""
    page = visitor.text("/release")
    visitor.press("/release", "交审批", name="王会计", site_url="https://example.org")
    colleague(visitor).press("/release", "批准", name="李理事")
    for button, fields in (("交审批", {"name": "赵秘书"}), ("发布", {})):
        action, held = visitor.form(page, f">{button}</button>")
        refused = visitor.post(action, **held | fields | {"site_url": "https://example.org"})
        assert refused.status_code == 422
        assert "草稿换过或批准过" in html.unescape(refused.text), button
    draft = waiting(site.data)
    assert draft
    assert draft.approved_by == "李理事"


def test_what_goes_out_was_looked_at(visitor: Visitor, site: Site) -> None:
    """Who looked at the changes and then publishes, publishes these; who did not look is not held up."""
    page = visitor.post("/release/changes", site_url="https://example.org").text
    action, held = visitor.form(html.unescape(page), ">发布</button>")
    news = next(site.content.glob("news/dawn/*.md"))
    text = news.read_text("utf-8")
    news.write_text(f"{text}\n别人多写了一句。\n", "utf-8")
    refused = visitor.post(action, **held)
    assert refused.status_code == 422
    assert "没有发布：看过变化以后，数据或文章又改过" in html.unescape(refused.text)
    assert not (site.data / "releases" / "1").exists()
    page = visitor.post("/release/changes", site_url="https://example.org").text
    action, held = visitor.form(html.unescape(page), ">发布</button>")
    assert "已发布第 1 次" in visitor.done(action, **held)
    assert "一字不差" in visitor.press("/release", "发布")


def test_a_site_is_put_back_once(visitor: Visitor, site: Site) -> None:
    """Two who press at the same moment put one release back, not two."""
    news = next(site.content.glob("news/dawn/*.md"))
    for number in range(1, 4):
        visitor.press("/release", "发布", **({"site_url": "https://example.org"} if number == 1 else {}))
        news.write_text(f"{news.read_text('utf-8')}\n第{number}句。\n", "utf-8")
    action, held = visitor.form(visitor.text("/release"), ">换回上一次</button>")
    answers = at_once(lambda: visitor.post(action, **held), lambda: colleague(visitor).post(action, **held))
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert "没有换回：这一页打开以后网站换过，现在是第 2 次发布" in html.unescape(refused.text)


# --- a page that outlives its desk ---------------------------------------------------------------


def test_a_page_of_an_earlier_start_is_told_so(visitor: Visitor, site: Site) -> None:
    """The start that answers is told to every page; a form of an earlier one is refused, and says what to do."""
    assert f'data-start="{visitor.workplace.guard.start}"' in visitor.text("/problems")
    assert visitor.get("/status?after=0").json["start"] == visitor.workplace.guard.start
    earlier = visitor.workplace.guard
    later = Visitor(
        Workplace(
            visitor.workplace.folders,
            Guard(earlier.port, earlier.preview),
            Showing(visitor.workplace.folders.preview),
            visitor.workplace.workers,
            site.root / "dropped",
        )
    )
    later.workplace.build()
    assert later.get("/status?after=0").json["start"] != earlier.start
    refused = later.post("/new/dawn/projects", token=earlier.form_token, id="spring", name="春天行动", source="DOC")
    assert refused.status_code == 400
    assert "重新启动以前打开的，没有照做，什么也没有写" in html.unescape(refused.text)
    gone = later.get("/files/0123456789abcdef")
    assert gone.status_code == 404
    assert "工作台重新启动过。还要写的，请再放一次" in html.unescape(gone.text)
