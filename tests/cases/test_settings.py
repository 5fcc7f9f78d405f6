"""Files of settings: whatever is in them, one finding in Chinese with its line, in a moment (Z19, Z20, Z27, Z35)."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from case import Lay

from disclosure.reading import DateOrYear, read_yaml, slowness

GOOD = "id: demo\nname: 示例慈善会\n"

FAULTY = (
    ("about: " + "[" * 1_000 + "]" * 1_000, 3),
    ("about: " + "[" * 90_000, 3),
    ("".join(f"{' ' * level}a{level}:\n" for level in range(400)), None),
    ("about: " + "{a: " * 500, 3),
    ("- " * 40_000, 3),
    ("\n".join(f"k{number}: x" for number in range(8_000)), None),
    ("about: |\n  " + "长" * 40_000, None),
    ("about: &a [*a]", 3),
    ("about: !!python/object/apply:os.system [id]", 3),
    ("about: !!int x", 3),
    ("about: !!timestamp x", 3),
    ("about: !!binary ＊", 3),
    ("%YAML 1.1\n---\na: b", None),
    ("a: b\n---\nc: d", None),
    ("about 没有冒号", 3),
    ("about: 甲: 乙", 3),
    ("\tabout: x", 3),
    ("about:\tx: y", 3),
    ("about: ⼤事", 3),
    ("about: @x", 3),
    ("about: `x`", 3),
    ('about: "没有成对', None),
    ("about: [甲, 乙", None),
    ("about: {甲: 乙", None),
    ('about: "\\q"', 3),
    ('about: "\\xZZ"', 3),
    ("about: x\n  y: z", None),
    (" about: x", None),
    ("? [甲]\n: ]", None),
    ("about: |x\n y", 3),
    ("about: \x07", 3),
    ("about: a\x00b", 3),
    ("name: 又一个", 3),
    ("about：全角", 3),
    ("]", 3),
    (":", None),
    ("*", 3),
    ("'", None),
)


@pytest.mark.parametrize(("more", "line"), FAULTY, ids=range(len(FAULTY)))
def test_a_faulty_file_is_told_in_chinese(tmp_path: Path, more: str, line: int | None) -> None:
    """Deep, large, looped, tagged or broken: one problem, without a word of English, in two seconds."""
    path = tmp_path / "organisation.yaml"
    path.write_text(GOOD + more, "utf-8")
    start = time.process_time()
    values, _, problems = read_yaml(path, "organisation.yaml")
    assert time.process_time() - start < 2 * slowness()
    assert values == {}
    assert [problem.code for problem in problems] == ["bad-yaml"]
    said = problems[0].message + problems[0].fix
    assert not re.search(r"[A-Za-z]{3,}", said.replace("YAML", "").replace("Tab", "").replace("name", "")), said
    if line:
        assert problems[0].where.row == line


SHAPES = ("[a, b]", "{x: y}", "[[a]]", "[{a: b}]", "{}", "[]", "\n  - 甲\n  - 乙", "\n  甲: 乙", "[甲]")
TEXT_KEYS = ("name", "about", "short_name", "region", "sample", "phone", "part_of", "website", "org_form", "id")


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
@pytest.mark.parametrize("key", TEXT_KEYS)
def test_a_list_where_a_text_belongs_is_refused(case: Lay, key: str, shape: str) -> None:
    """In every setting of an organisation: the key is named, and nothing like ['a', 'b'] is ever a name."""
    site = case()
    facts = {"id": "demo", "name": "示例慈善会", key: shape}
    site.write("data/demo/organisation.yaml", "".join(f"{name}: {value}\n" for name, value in facts.items()))
    outcome = site.check()
    assert outcome.refused
    assert "bad-value" in outcome.errors
    assert f"“{key}”" in outcome.printed
    assert "['" not in outcome.printed


@pytest.mark.parametrize("key", ["name", "tagline", "prepared_on", "icp", "report_phone", "sample"])
def test_settings_of_the_site_are_texts_too(case: Lay, key: str) -> None:
    site = case()
    lines = (site.folder / "data/site.yaml").read_text("utf-8").split("\n")
    rest = "\n".join(line for line in lines if not line.startswith(f"{key}:"))
    site.write("data/site.yaml", f"{rest}\n{key}: [a, b]\n")
    outcome = site.check()
    assert "bad-value" in outcome.errors
    assert f"“{key}”" in outcome.printed


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("website: javascript:alert(1)", "bad-value"),
        ("website: www.example.org", "bad-value"),
        ("website: http://localhost/", "bad-value"),
        ("website: https://fileserver/a", "bad-value"),
        ("website: http://192.168.1.5/", "bad-value"),
        ("website: https://cszg.mca.gov.cn@example.org/", "bad-value"),
        ('website: "https://[::1"', "bad-value"),
        ('email: "a@b.cn\\nBcc: x"', "bad-value"),
        ("founded_on: 2025-02-30", "bad-value"),
        ("founded_on: 2099-01-01", "date-after-prepared"),
        ("founded_on: 2099", "date-after-prepared"),
        ("founded_on: 95年", "bad-value"),
        ('about: "\\ud800"', "invisible-sign"),
        ("name: ~", "missing-value"),
        ("name: null", "missing-value"),
    ],
)
def test_facts_are_read_like_cells(case: Lay, line: str, code: str) -> None:
    """Addresses, letter boxes and days of an organisation are held to their form, and half a character is no text."""
    site = case()
    facts = {"id": "demo", "name": "示例慈善会"} | dict([line.split(": ", 1)])
    site.write("data/demo/organisation.yaml", "".join(f"{key}: {value}\n" for key, value in facts.items()))
    outcome = site.check()
    assert code in outcome.errors + outcome.questions, outcome.printed


@pytest.mark.parametrize(
    ("written", "read"), [("1995", "1995"), ("1995年", "1995"), ("1995年6月", "1995-06"), ("1995-06-01", "1995-06-01")]
)
def test_the_founding_is_told_as_exactly_as_it_is_known(written: str, read: str) -> None:
    """Many a body tells only the year."""
    assert DateOrYear().read([written]) == ([read], [False])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("organisations: [demo, ' demo']", "bad-value"),
        ("units: [方面, 方面]", "bad-value"),
        ("units: [1]", "bad-value"),
        ("units: [１０斤装]", "bad-value"),
        ("units: 方面、场所", "bad-value"),
        ("units: ['-']", "bad-value"),
        ("units: [万元]", "unknown-unit"),
        ("units: [人民币]", "unknown-unit"),
        ("units: [美金]", "unknown-unit"),
        ("units: [万只]", "unknown-unit"),
        ("units: [万]", "unknown-unit"),
        ("units: [方面, m³, '%', 人/次, 课时, 公斤, 块, 美元]", ""),
    ],
)
def test_lists_of_the_site_are_looked_through(case: Lay, line: str, code: str) -> None:
    """A body stands once in its list; a unit is a word for what is counted, and no other word for money."""
    site = case()
    key = line.partition(":")[0]
    list_of_bodies = ("organisations", "  - ", "- ")
    rows = (site.data.parent / "site.yaml").read_text("utf-8").splitlines()
    kept = [row for row in rows if key != "organisations" or not row.startswith(list_of_bodies)]
    site.write("data/site.yaml", "\n".join([*kept, line, ""]))
    outcome = site.check()
    assert outcome.errors == ((code,) if code else ()), outcome.printed


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("project_stages: 调研,立项，实施", "bad-value"),
        ("other_members: 甲慈善会；乙慈善会", "bad-value"),
        ("search_synonyms: 善款", "bad-value"),
        ("search_synonyms: 善款=捐款；对账", "bad-value"),
        ("search_synonyms: 善款,捐款", "bad-value"),
        ("project_stages: 调研、立项、实施", ""),
        ("other_members: 甲慈善会、乙慈善会、", ""),
        ("search_synonyms: 善款=捐款；勾稽、对账；", ""),
    ],
)
def test_words_of_one_fact_have_the_right_sign_between_them(case: Lay, line: str, code: str) -> None:
    """Else two bodies would be published as one, and words to search for would be lost."""
    site = case()
    site.write("data/demo/organisation.yaml", GOOD + line + "\n")
    assert site.check().errors == ((code,) if code else ())


def test_the_source_of_an_organisation_is_one_of_its_sources(case: Lay) -> None:
    site = case()
    site.write("data/demo/organisation.yaml", GOOD + "source: X99\n")
    assert site.check().errors == ("unknown-reference",)


@pytest.mark.parametrize("key", ["organisations", "units"])
@pytest.mark.parametrize("shape", ["[[demo]]", "{demo: x}", "[{demo: x}]"])
def test_lists_hold_texts(case: Lay, key: str, shape: str) -> None:
    site = case()
    site.write(
        "data/site.yaml",
        "name: 站\nprepared_on: 2026-11-22\norganisations: [demo]\n".replace(f"{key}: [demo]\n", "")
        + f"{key}: {shape}\n",
    )
    assert "bad-value" in site.check().errors


@pytest.mark.parametrize("text", ["", "\n", "# 只有一句注释\n", "name:\n"])
def test_an_empty_file_names_what_is_missing(case: Lay, text: str) -> None:
    """Check and build say the same: which settings are missing."""
    site = case()
    site.write("data/site.yaml", text)
    outcome = site.check()
    assert outcome.errors == ("missing-value",) * 3  # an unlisted organisation follows from the missing list
    assert all(f"“{key}”" in outcome.printed for key in ("name", "organisations", "prepared_on"))
    assert site.build().refused


@pytest.mark.parametrize("text", ["---\n", "~\n"])
def test_a_file_that_holds_nothing_is_no_settings(case: Lay, text: str) -> None:
    """An empty document is no list of settings; check and build say the same."""
    site = case()
    site.write("data/site.yaml", text)
    assert site.check().errors == ("bad-yaml",)
    assert site.build().refused
    site.write("data/demo/organisation.yaml", text)
    assert site.check().refused


@pytest.mark.parametrize(
    "listed", ["../elsewhere", "../nowhere", ".", "..", "demo/figures", "./demo", "releases", ".hidden", "/"]
)
def test_only_folders_of_the_data_are_organisations(case: Lay, listed: str) -> None:
    """A name that leads to some other folder is told like one that leads nowhere: it would be on no page, and nobody would know."""
    site = case()
    for folder in ("elsewhere", "data/releases", "data/.hidden"):
        (site.folder / folder).mkdir()
    site.write("data/site.yaml", f"name: 站\nprepared_on: 2026-11-22\norganisations: [demo, '{listed}']\n")
    assert site.check().errors == ("unknown-reference",)
    assert site.build().refused


def test_the_folders_of_organisations_are_known(case: Lay) -> None:
    site = case()
    (site.folder / "data/releases").mkdir()
    site.write("data/site.yaml", "name: 站\nprepared_on: 2026-11-22\norganisations: [demo]\n")
    assert site.check().errors == ()
    assert site.build().exit_code == 0


def test_remarks_behind_values_are_told_only_where_words_may_be_meant(case: Lay) -> None:
    """Behind a day, a telephone or an id, and behind two blanks, # begins a remark of whoever wrote it."""
    site = case()
    remarks = "id: demo # 编号\nname: 示例 # 慈善会\nphone: 0512-65123456 # 办公室\nfounded_on: 1995-03-01 # 登记\nshort_name: 慈善会  # 简称\n"
    site.write("data/demo/organisation.yaml", remarks)
    printed = site.check().printed
    assert "# 慈善会" in printed
    assert not any(word in printed for word in ("# 编号", "# 办公室", "# 登记", "# 简称"))


@pytest.mark.parametrize(
    "line",
    ["phone: 0512-65123456 #801", "phone: # 0512-65123456", "address: 示例路 #3号楼", "address: 示例路1号 # 慈善大厦"],
)
def test_what_is_cut_off_behind_a_telephone_or_an_address_is_told(case: Lay, line: str) -> None:
    """An extension, the number of a house and a whole telephone are no remarks."""
    site = case()
    site.write("data/demo/organisation.yaml", f"id: demo\nname: 示例慈善会\n{line}\n")
    assert "words-behind-sign" in site.check().printed


def test_an_organisation_may_be_remarked_upon_in_the_list(case: Lay) -> None:
    """An id is no words."""
    site = case()
    site.write("data/site.yaml", "name: 站\nprepared_on: 2026-11-22\norganisations:\n  - demo # 示例慈善会\n")
    assert "words-behind-sign" not in site.check().printed


def test_a_key_in_chinese_is_told_with_its_own_name(case: Lay) -> None:
    """名称 is how the dictionary of data calls `name`."""
    site = case()
    site.write("data/demo/organisation.yaml", "id: demo\n名称: 示例慈善会\n")
    assert "“名称”写成“name”" in site.check().printed.replace("\n", "").replace(" ", "")
