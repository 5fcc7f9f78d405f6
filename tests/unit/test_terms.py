"""Words of the trade: explained once, in prose, and never inside a link or a table."""

from __future__ import annotations

from disclosure.output.terms import explained

TERMS = {"认捐": "terms#pledge", "收支差": "terms#difference"}


def test_the_first_mention_in_prose_is_a_link() -> None:
    """Only the first, only in the main part, and each word for itself."""
    page = "<p>认捐</p><main><p>认捐和收支差，认捐</p><ul><li>收支差</li></ul></main><p>认捐</p>"
    assert explained(page, TERMS) == (
        '<p>认捐</p><main><p><a class="term" href="terms#pledge">认捐</a>和'
        '<a class="term" href="terms#difference">收支差</a>，认捐</p><ul><li>收支差</li></ul></main><p>认捐</p>'
    )


def test_links_headings_tables_and_attributes_are_left_alone() -> None:
    """A word in a link, a heading, a table, a summary or an attribute stays as it is."""
    for inner in (
        '<p><a href="x">认捐</a></p>',
        "<h2>认捐</h2>",
        "<table><tr><td><p>认捐</p></td></tr></table>",
        "<details><summary>认捐</summary></details>",
        '<p title="认捐">x</p>',
        '<p><span class="num">3笔认捐</span><span class="vh">（认捐）</span></p>',
    ):
        page = f"<main>{inner}</main>"
        assert explained(page, TERMS) == page


def test_without_terms_or_main_nothing_changes() -> None:
    """A page without a main part, or a site that explains nothing, stays as it is."""
    assert explained("<p>认捐</p>", TERMS) == "<p>认捐</p>"
    assert explained("<main><p>认捐</p></main>", {}) == "<main><p>认捐</p></main>"
