"""Two people answer for a release: who approves sees all that the public will see change, and what goes out is that."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml
from anchored import Place
from publishing_site import publishable

from disclosure.releases.changes import Changes
from disclosure.releases.records import News

BOTH = ("--prepared-by", "王会计", "--approved-by", "李理事")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A site that asks for two people, released once, with a corrected figure and a new word waiting."""
    root = tmp_path_factory.mktemp("two")
    place = Place(root, publishable(root))
    assert place.publish()[0] == 0
    path = place.site.data / "site.yaml"
    path.write_text(f"{path.read_text('utf-8')}two_people: 是\n", "utf-8")
    place.correct("240", "250", "2024-05-02")
    news = next(place.site.content.glob("news/dawn/*.md"))
    news.write_text(f"{news.read_text('utf-8')}\n多了一句话。\n", "utf-8")
    return place


@pytest.fixture(scope="module")
def page(place: Place) -> str:
    """The page for the approver."""
    code, said = place.publish(name="changes")
    assert code == 0, said
    text = (place.root / "output-changes.html").read_text("utf-8")
    assert code_in(text) in said
    return text


def code_in(page: str) -> str:
    """The code at the end of the page."""
    match = re.search(r"<strong>([0-9a-f]{4}(?::[0-9a-f]{4}){3})</strong>", page)
    assert match
    return match[1]


def test_the_approver_sees_words_rows_and_answers(page: str) -> None:
    """Old and new words of pages, old and new rows of tables, the correction and the questions that were set aside."""
    text = html.unescape(page)
    assert "<ins>多了一句话。</ins>" in text
    assert re.search(r"<del>[^<]*240人", text)
    assert re.search(r"<ins>[^<]*250人", text)
    assert "dawn/data/figures.csv" in text
    assert "新的更正说明（1）" in text
    assert "签到表数错了一行" in text
    assert "检查时问过、已经确认的" not in text  # the small site has no such question


def test_the_approver_sees_acknowledged_questions(place: Place, tmp_path: Path) -> None:
    """A question that was set aside stands there with its reason, its name and its day."""
    twin = place.copy(tmp_path / "twin")
    twin.site.file("acknowledgements.csv").write_text("代码,文件,编号,行,列,值指纹,理由,确认人,日期\n", "utf-8")
    twin.site.file("corrections.csv").write_text(
        twin.site.file("corrections.csv").read_text("utf-8").replace("2024-05-02", "2024-05-09"), "utf-8"
    )
    code, said = twin.publish(name="changes")
    assert code == 1
    row = next(line for line in said.splitlines() if line.startswith("date-after-prepared,"))
    answered = re.sub(r",,,$", ",更正在整理日以后写成，已看过原件,赵秘书,2024-05-09", row)
    assert answered != row
    with twin.site.file("acknowledgements.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{answered}\n")
    code, said = twin.publish(name="changes")
    assert code == 0, said
    text = (twin.root / "output-changes.html").read_text("utf-8")
    assert "检查时问过、已经确认的（1）" in text
    assert "更正在整理日以后写成，已看过原件（赵秘书，2024-05-09）" in text


def test_whoever_approves_words_alone_is_told_that_the_figures_stand(tmp_path: Path) -> None:
    """Many pages may be worded otherwise, as by another version of the software: first of all the figures matter."""
    place = Place(tmp_path, publishable(tmp_path))
    assert place.publish()[0] == 0
    code, said = place.publish(name="changes")
    assert code == 0
    assert "与第 1 次发布" in said
    assert "一字不差，没有要发布的改动" in said
    page = (tmp_path / "output-changes.html").read_text("utf-8")
    assert "审批码" not in f"{said}{page}", "nothing waits for an approval"
    news = next(place.site.content.glob("news/dawn/*.md"))
    news.write_text(f"{news.read_text('utf-8')}\n多了一句话。\n", "utf-8")
    told = "台账里登过的数字都没有变，也没有撤下。"
    assert told in place.publish(name="changes")[1]
    assert told in (tmp_path / "output-changes.html").read_text("utf-8")
    place.correct("240", "250", "2024-05-02")
    assert told not in place.publish(name="changes")[1]
    assert told not in (tmp_path / "output-changes.html").read_text("utf-8")
    gift = News("dawn", "捐赠", "2023-01-00001", "金额", "500.00", "5000.00", "更正")
    assert told not in Changes(2, 1, news=(gift,)).as_text(), "an amount of a gift is no figure, and no word either"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "请写明经办和审批"),
        (("--prepared-by", "王会计"), "请写明经办和审批"),
        (("--prepared-by", "王会计", "--approved-by", "王 会计"), "请由另一个人审批"),
        (("--prepared-by", '王"会计', "--approved-by", "李理事"), "不像姓名或职务"),
    ],
    ids=["nobody", "one", "the same", "no name"],
)
def test_two_names_are_wanted(options: tuple[str, ...], expected: str, place: Place) -> None:
    """Nothing is built before there are two; one line says what to do."""
    code, said = place.publish(*options)
    assert code == 1
    assert expected in said
    assert len(said.strip().splitlines()) == 1


def test_what_goes_out_is_what_was_approved(place: Place, page: str, tmp_path: Path) -> None:
    """Without the code, with another one, or after one more word, nothing goes out; then the record names both."""
    code, place = code_in(page), place.copy(tmp_path / "twin")
    for options, expected in (
        ((), "没有审批码"),
        (("--approval", "1111:2222:3333:4444"), "批准的不是现在要发布的这一份"),
    ):
        done, said = place.publish(*BOTH, *options)
        assert done == 1
        assert expected in said
    article = next(place.site.content.glob("news/dawn/*.md"))
    approved = article.read_text("utf-8")
    article.write_text(f"{approved}\n又多一句。\n", "utf-8")
    done, said = place.publish(*BOTH, "--approval", code)
    assert done == 1
    assert "批准的不是现在要发布的这一份" in said
    article.write_text(approved, "utf-8")
    assert len(place.history.releases) == 1
    done, said = place.publish(*BOTH, "--approval", code.replace(":", " ").upper())
    assert done == 0, said
    later = place.history.releases[1].later
    assert (later["prepared_by"], later["approved_by"]) == ("王会计", "李理事")
    assert later["approval"].startswith(code.replace(":", ""))
    shown = (place.output / "releases/2/index.html").read_text("utf-8")
    assert "王会计" in shown
    assert "李理事" in shown
    done, said = place.publish()
    assert done == 0, said  # nothing new goes out, so nobody has to approve it
    assert "一字不差" in said


def test_a_draft_is_handed_over_and_approved_at_the_command_line(place: Place, tmp_path: Path) -> None:
    """`changes` with a name writes the draft, `approve` another name into it, and `publish` needs nothing more."""
    twin = place.copy(tmp_path / "drafted")
    code, said = twin.publish(name="changes")
    assert code == 0, said
    approval = code_in((twin.root / "output-changes.html").read_text("utf-8"))
    assert twin.publish(*BOTH, "--approval", approval)[0] == 0
    code, said = twin.publish("--prepared-by", "王会计", name="changes")
    assert code == 1
    assert "一字不差" in said
    news = next(twin.site.content.glob("news/dawn/*.md"))
    news.write_text(f"{news.read_text('utf-8')}\n再多一句。\n", "utf-8")
    code, said = twin.publish("--prepared-by", "王会计", name="changes")
    assert code == 0, said
    assert "已交审批" in said
    draft = twin.site.data / "drafts" / "3.yaml"
    assert "prepared_by: 王会计" in draft.read_text("utf-8")
    for name, words in (("王会计", "请由另一个人审批"), ("", "请写明审批人")):
        code, said = twin.publish("--approved-by", name, name="approve")
        assert code == 1
        assert words in said
    handed = yaml.safe_load(draft.read_text("utf-8"))["code"]
    code, said = twin.publish(
        "--approved-by", "李理事", "--approval", approval, name="approve"
    )  # of the release before
    assert code == 1
    assert handed in said
    assert approval in said
    assert "approved_by: ''" in draft.read_text("utf-8")
    code, said = twin.publish("--approved-by", "李理事", "--approval", handed.upper().replace(":", " "), name="approve")
    assert code == 0, said
    assert "已批准第 3 次发布的草稿" in said
    for asked, words in (
        (("--site-url", "https://other.example/x"), "网址，批准的是"),
        (("--on", "2024-05-30"), "发布日期，批准的是“"),
        (
            ("--remove", "项目合并，旧网页并入新网页"),
            "撤下的原因，批准的是空着的，现在写的是“项目合并，旧网页并入新网页”",
        ),
    ):
        code, said = twin.publish(*asked)
        assert code == 1
        assert words in said
        assert "交审批时就写好" in said
    approved = yaml.safe_load(draft.read_text("utf-8"))
    address = ("--site-url", f"{approved['site_url']}/") if approved["site_url"] else ()
    code, said = twin.publish("--on", str(approved["published_on"]), *address)  # what was approved may be said again
    assert code == 0, said
    record = (twin.site.data / "releases" / "3" / "release.yaml").read_text("utf-8")
    assert "王会计" in record
    assert "李理事" in record
