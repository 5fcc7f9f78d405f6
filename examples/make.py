"""Makes the fictional federation of the example: `python examples/make.py` writes examples/data and examples/content.

Everything is invented: bodies, persons, amounts. One ledger a body (in 分) feeds every table, so that gifts, payments, funds,
projects, goods and the statements agree to the 分. The same seed gives the same bytes on every machine and Python.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fiction.city import describe_city
from fiction.county import county, describe_county, keep
from fiction.files import files
from fiction.gifts import give_all
from fiction.ledger import PREPARED_ON
from fiction.pictures import draw
from fiction.plan import CERTIFICATE, COUNTIES, USCC, city
from fiction.register import ALL_BOOKS, INTERNAL
from fiction.seen import acknowledge, verify
from fiction.tables import write_campaigns, write_emergencies

HERE = Path(__file__).resolve().parent

SITE = f"""name: 示例市慈善
tagline: 虚构的慈善会系统，演示阳光慈善的全部内容
organisations:
  - shili
  - dongyang
  - xiyang
  - heqiao
prepared_on: {PREPARED_ON}
units:
  - 袋
  - 桶
sample: 是
"""

ARTICLE = """Title: 2025年的账，怎么看
Date: 2026-06-01
Slug: review-2025
Summary: 示例市慈善总会的钱从哪来、到哪去（虚构的样例）。

## 一年的收和支

全年收入[[figure: R2025A]]，支出[[figure: R2025B]]，收支差[[figure: C2025A]]。数字与三张报表逐项核对过。

[[chart: income-2025]]

## 有过什么不足

前两年的审计分别有保留意见和强调事项；有一年的工作报告晚了，管理费用也高了。原因和整改写在审计、年度报告和更正页上。
"""

CONTACT = """Title: 联系与监督
Slug: contact
Summary: 本站是虚构的样例，电话拨不通，地址也不存在。

## 本站是样例 {#sample}

机构、人物、单位和数字都是虚构的，只用来演示软件。请不要向这里的任何账户汇款。

## 想问一笔捐赠 {#donor}

真的网站会在这里写明怎样查询：先看捐赠编号，再打开捐赠明细里的那个月；按《慈善法》第四十二条，捐赠人有权查询。

## 想反映问题 {#complaint}

真的问题，请找机构登记地的民政部门；法定公开的内容，请上[慈善中国](https://cszg.mca.gov.cn/)查。

## 发现错误 {#errors}

真的网站会在这里写明怎样报告错误，见[关于数据](../data/index.html#corrections)。

## 谁做什么 {#roles}

阳光慈善是一套软件。它照登公开的数字，写明出处，核对是否对得上；不募捐，不收钱，也不替任何机构作保。
"""


def make(times: int = 1) -> dict[str, bytes]:
    """Every file of the example, by its path below examples/."""
    ALL_BOOKS.clear()
    INTERNAL.clear()
    upper = city(times)
    give_all(upper)
    found: dict[str, bytes] = {"data/site.yaml": SITE.encode()}
    upper_books = keep(upper)
    write_campaigns(upper, CERTIFICATE, USCC)
    write_emergencies(upper)
    for name in COUNTIES:
        body = county(name, upper, times)
        books = keep(body)
        describe_county(body, books)
        acknowledge(body)
        verify(body)
        found |= {f"data/{name}/{path}": content for path, content in files(body, books)}
    describe_city(upper, upper_books)
    acknowledge(upper)
    verify(upper)
    found |= {f"data/shili/{path}": content for path, content in draw(upper).items()}
    found |= {f"data/shili/{path}": content for path, content in files(upper, upper_books)}
    for page in sorted((HERE.parent / "content" / "pages").glob("*.md")):
        found[f"content/pages/{page.name}"] = page.read_bytes()
    found["content/pages/contact.md"] = CONTACT.encode()
    found["content/news/shili/review-2025.md"] = ARTICLE.encode()
    return found


def main() -> None:
    """Write the files, and remove what was there before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=HERE, help="the folder that gets data/ and content/")
    parser.add_argument("--times", type=int, default=1, help="so many times the gifts, projects and appeals")
    options = parser.parse_args()
    found = make(options.times)
    for folder in ("data", "content"):
        shutil.rmtree(options.target / folder, ignore_errors=True)
    for path, content in found.items():
        file = options.target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()
