"""Two hundred secrets in every kind of place: none of them leaves the building, and no report repeats one.

Those that can be told by their form stop the build; all others stay behind while the site is built around them.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from stdnum import luhn
from stdnum.cn.ric import calc_check_digit

from disclosure.compose import check
from disclosure.engine.building import build
from disclosure.privacy import leaks as shield
from disclosure.reporting.html import as_html
from disclosure.reporting.machine import as_json
from disclosure.reporting.text import as_text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/sites"))

from small import Site  # noqa: E402

DONATIONS = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源,票据号码"
HAN = "甲乙丙丁戊己庚辛壬癸"


def canary(number: int) -> str:
    """A word that stands nowhere else."""
    return "隼" + "".join(HAN[int(digit)] for digit in f"{number:04d}") + "鹬"


class Cage:
    """Canaries, and where each was put."""

    def __init__(self) -> None:
        self.birds: dict[str, str] = {}

    def new(self, place: str) -> str:
        bird = canary(len(self.birds))
        self.birds[bird] = place
        return bird


def plant(site: Site) -> Cage:
    """Secrets that look like any other word: only the place in which they stand makes them secret."""
    cage = Cage()
    rows = [DONATIONS]
    for number in range(1, 61):
        body = number % 7 == 0
        consent = "否" if body else ""
        name = cage.new("捐赠人（单位不同意）" if body else "捐赠人")
        kind = "单位" if body else "匿名" if number % 11 == 0 else "个人"
        receipt = cage.new("票据号码")
        rows.append(
            f"2023-05-{number:05d},2023-05-{number % 28 + 1:02d},100.00,现金,{kind},{name},,{consent},DOC,{receipt}"
        )
    site.file("donations.csv").write_text("\n".join(rows) + "\n", "utf-8")
    site.table_of(
        "pledges",
        "认捐日期,捐赠人类型,捐赠人,认捐金额",
        *(f"2023-06-{day:02d},个人,{cage.new('认捐人')},500" for day in range(1, 21)),
    )
    paid = [f"2023-07-{day:02d},{cage.new('受助人')},个人,100,DOC" for day in range(1, 26)]
    site.file("disbursements.csv").write_text(
        "\n".join(["拨付日期,接收方,接收方类型,金额,来源", *paid]) + "\n", "utf-8"
    )
    goods = [f"米,接收,2023-08-{day:02d},2,袋,,,DOC" for day in range(1, 16)]
    goods += [f"米,发放,2023-09-{day:02d},2,袋,{cage.new('受助人（物资）')},个人,DOC" for day in range(1, 16)]
    site.file("goods.csv").write_text(
        "\n".join(["品名,类型,日期,数量,单位,接收方,接收方类型,来源", *goods]) + "\n", "utf-8"
    )
    workbook(site, cage)
    prose(site, cage)
    pictures(site, cage)
    return cage


def workbook(site: Site, cage: Cage) -> None:
    """Comments in cells and the properties of the file."""
    made: Workbook = site.workbook("partners")
    sheet = made.active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row[:3]:
            cell.comment = Comment(cage.new("批注"), cage.new("批注的作者"))
    made.properties.creator = cage.new("工作簿的作者")
    made.properties.lastModifiedBy = cage.new("工作簿的修改人")
    made.properties.description = cage.new("工作簿的备注")
    site.save_workbook("partners", made)


def prose(site: Site, cage: Cage) -> None:
    """Comments in Markdown, and lines of its header that no page shows."""
    file = next((site.content / "news").rglob("*.md"))
    text = file.read_text("utf-8")
    header, _, body = text.partition("\n\n")
    hidden = "\n\n".join(f"<!-- {cage.new('Markdown 注释')} -->" for _ in range(5))
    file.write_text(f"{header}\nAuthor: {cage.new('文章的作者')}\n\n{hidden}\n\n{body}", "utf-8")


def pictures(site: Site, cage: Cage) -> None:
    """What cameras and programs write into pictures."""
    for number, kind in enumerate(("JPEG", "PNG", "WEBP", "JPEG", "PNG")):
        exif = Image.Exif()
        exif[0x013B] = cage.new("图片的作者")
        exif[0x010E] = cage.new("图片的说明")
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), (number * 40, 90, 90)).save(stream, kind, exif=exif)
        site.write(f"content/images/visit-{number}.{kind.lower()}", stream.getvalue())


def everything(tree: Path) -> dict[str, bytes]:
    """Every file of a site, and what is inside of compressed ones."""
    found = {}
    for path in sorted(tree.rglob("*")):
        if path.is_file():
            name = path.relative_to(tree).as_posix()
            found[name] = path.read_bytes() + name.encode()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as book:
                    found.update({f"{name}!{one}": book.read(one) for one in book.namelist()})
    return found


def test_no_canary_leaves_the_building(tmp_path: Path) -> None:
    """Names without consent, receipt numbers, comments, properties and camera data stay behind: not a byte of them is in the site."""
    site = Site.copy(tmp_path)
    cage = plant(site)
    assert len(cage.birds) >= 200
    report, _ = check(site.data, site.content)
    assert not report.errors, report.as_text()

    output = tmp_path / "output"
    build(site.data, site.content, output, ROOT / "pelicanconf.py")
    files = everything(output)
    assert any(name.startswith("dawn/donations/2023/05/") for name in files)
    assert any("!" in name for name in files)
    spellings = {
        bird: (bird.encode(), bird.encode("utf-16-le"), bird.encode("gb18030"), bird.encode("unicode_escape"))
        for bird in cage.birds
    }
    escaped = [
        f"{place}: {name}"
        for name, content in files.items()
        for bird, place in cage.birds.items()
        if any(one in content for one in spellings[bird])
    ]
    assert escaped == []


def test_the_hunt_for_canaries_finds_them(tmp_path: Path) -> None:
    """The search above is no blind one: it sees a canary in a page, in a name, and inside a workbook."""
    (tmp_path / "隼甲鹬.html").write_text("x", "utf-8")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", "隼乙鹬")
    files = everything(tmp_path)
    assert any("隼甲鹬".encode() in one for one in files.values())
    assert any("隼乙鹬".encode() in one for one in files.values())


def _resident(number: int) -> str:
    body = f"110105{1960 + number}0{number % 9 + 1}1{number % 9}{number:03d}"
    return body + calc_check_digit(body + "0")


def _card(number: int) -> str:
    body = f"622202123456{number:06d}"
    return body + luhn.calc_check_digit(body)


SECRETS = {
    "身份证号": _resident,
    "手机号": lambda number: f"138{number:03d}45678",
    "银行卡号": _card,
    "护照或通行证号码": lambda number: f"护照E{70000000 + number}",
    "个人邮箱": lambda number: f"wang{number}@163.com",
    "住址": lambda number: f"家住青山村3组{number + 1}号",
    "未成年人的姓名和学校或病情": lambda number: f"小{HAN[number]}，今年8岁，患白血病",
    "个人的座机": lambda number: f"家长电话0512-6522123{number}",
}
# Kinds with a column of words: the file, its header, and a row into which the secret goes.
PLACES = {
    "notices": ("标题,日期,类型,正文", "公示,2023-05-06,其他,{}"),
    "complaints": ("收到日期,事由", "2023-05-06,{}"),
    "honours": ("名称,内容", "奖状,{}"),
    "volunteers": ("名称,内容", "志愿队,{}"),
    "meetings": ("日期,会议,议题和决议", "2023-05-06,理事会,{}"),
}


@pytest.mark.parametrize("kind", PLACES)
def test_secrets_of_a_known_form_stop_the_build_and_are_not_repeated(kind: str, tmp_path: Path) -> None:
    """Each of eight sorts of secret, five times over, is found in its row; the report holds none of them in full."""
    site = Site.copy(tmp_path)
    header, row = PLACES[kind]
    planted = [(what, make(number)) for what, make in SECRETS.items() for number in range(5)]
    site.table_of(kind, header, *(row.format(secret) for _, secret in planted))
    report, review = check(site.data, site.content)
    found = {(one.where.row, one.details["what"]) for one in report if one.code.startswith("personal-")}
    assert found == {(line, what) for line, (what, _) in enumerate(planted, 2)}
    told = as_text(review) + as_json(review) + as_html(review)
    digits = [re.sub(r"\D", "", secret) for what, secret in planted if what in {"身份证号", "手机号", "银行卡号"}]
    assert not [one for one in digits if one in told]


def test_secrets_in_prose_and_facts_are_found(tmp_path: Path) -> None:
    """Articles and the facts of the organisation and the site are looked at like cells, each named with its file."""
    site = Site.copy(tmp_path)
    article = next((site.content / "news").rglob("*.md"))
    article.write_text(article.read_text("utf-8") + "\n\n请联系李老师 138 0000 1234。\n", "utf-8")
    site.text("data/site.yaml", "tagline: ", "tagline: 请打13800001234，")
    facts = site.data / "dawn/organisation.yaml"
    facts.write_text(facts.read_text("utf-8").rstrip() + "\nwechat: 会长住址：北京路1号楼2单元502室\n", "utf-8")
    report, _ = check(site.data, site.content)
    told = {(one.code, one.where.file.rpartition("/")[2]) for one in report}
    assert told == {
        ("personal-number", article.name),
        ("personal-number", "site.yaml"),
        ("personal-words", "organisation.yaml"),
    }


def test_the_last_gate_looks_at_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that came past every check on the way in is stopped in the finished pages, and the old site stays."""
    site = Site.copy(tmp_path)
    rows = [f"公示{letter},2023-05-06,其他,请打 13800001234" for letter in "甲乙丙"]
    site.table_of("notices", "标题,日期,类型,正文", *rows)
    monkeypatch.setattr(shield, "cells", lambda *_: iter(()))
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("上一次的网站", "utf-8")
    with pytest.raises(SystemExit) as stop:
        build(site.data, site.content, output, ROOT / "pelicanconf.py")
    assert "personal-output" in str(stop.value)
    assert "13800001234" not in str(stop.value)
    assert str(stop.value).count("138…34") == 1  # one number is told once, in however many files it stands
    assert re.search(r"还有 \d+ 个文件里也有", str(stop.value))
    assert [one.name for one in output.iterdir()] == ["index.html"]
