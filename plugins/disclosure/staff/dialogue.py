"""A proposal on a terminal: what each sheet was taken for, its columns, rules, first rows and sums, and the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..importing import Proposal, Question, SheetProposal
from ..problems import Report
from ..reporting import faults_text

_MOST_CHOICES = 12


def describe(proposal: Proposal) -> Iterator[str]:
    """The lines that tell a proposal; sheets of our own making only by the files that they become."""
    for sheet in proposal.sheets:
        yield from _sheet(sheet)
    if proposal.problems:
        yield faults_text(Report(proposal.problems))
    for change in proposal.changes:
        yield f"  {change.shown}：{change.rows} 行，{change.words}"


def _sheet(sheet: SheetProposal) -> Iterator[str]:
    if not sheet.kind or not any(use.answer for use in sheet.columns):
        yield from (f"  {sheet.kind.label if sheet.kind else ''}：{note}" for note in sheet.notes)
        return
    name = f"表“{sheet.sheet}”" if sheet.sheet else "这个文件"
    rows = "—".join(str(row) for row in sheet.header_rows)
    recipe = f"，按导入方案“{sheet.recipe}”" if sheet.recipe else ""
    yield f"{name}：{sheet.kind.label}（看{sheet.why}{recipe}），表头在第 {rows} 行"
    for use in sheet.columns:
        target = f"→ {use.label}" if use.label else f"— {use.reason}"
        yield f"    {use.letter:>2} {use.header or '（没有表头）'} {target}"
    yield from (f"    {rule.label}：{rule.rule}" for rule in sheet.rules)
    yield from (f"    {note}" for note in sheet.notes)
    if sheet.overlap.rows or sheet.overlap.doubles:
        yield (
            f"    与已登记的重复 {sheet.overlap.rows} 行（不写 {sheet.overlap.skipped} 行），"
            f"文件里自己重复 {sheet.overlap.doubles} 行（只写一次）"
        )
    if sheet.first:
        yield f"    前 {len(sheet.first)} 行会写成：{'｜'.join(sheet.labels)}"
        yield from (f"      {'｜'.join(cells)}" for cells in sheet.first)
    sums = "，".join(f"{total.label}合计 {total.yuan} 元" for total in sheet.sums)
    yield f"    {'' if sheet.waits else '共 '}{sheet.counted}{'，' + sums if sums else ''}"


def unanswered(proposal: Proposal) -> str:
    """What must be answered first, and how; nothing where something else is in the way."""
    if proposal.in_the_way or proposal.unknown_answers or not proposal.open_questions:
        return ""
    modes = [question for question in proposal.open_questions if ".mode." in question.id]
    if proposal.errors and modes:
        return ""
    if len(modes) == len(proposal.open_questions):
        return (
            "有的表已经存在。看清上面会多几行、少几行；确定要替换，在命令后面加 OVERWRITE=1 再运行一次；"
            "要接在现有的后面，加 ANSWER=mode=append。"
        )
    first = "请先改好上面的问题。另外，" if proposal.errors else ""
    lines = [f'{first}还有没有回答的问题。回答写成 ANSWER="问题=回答 问题=回答"（--answer 问题=回答），再运行一次：']
    lines += [line for question in proposal.open_questions for line in _question(question)]
    return "\n".join(lines)


def _question(question: Question) -> Iterator[str]:
    yield f"  {question.id}：{question.text}"
    for choice in question.choices[:_MOST_CHOICES]:
        mark = "（建议）" if choice.value == question.proposed else ""
        yield f"      {choice.value}：{choice.label}{mark}"
    if question.proposed and not question.choices:
        yield f"      {question.proposed}（建议）"
    more = len(question.choices) - _MOST_CHOICES
    if more > 0:
        yield f"      还有 {more} 种可以选"


def answered(
    proposal: Proposal,
    proposed: Callable[[dict[str, str]], Proposal],
    answers: dict[str, str],
    ask: Callable[[str], str | None],
    tell: Callable[[str], None],
) -> Proposal:
    """The proposal after whoever sits at the terminal has answered what is open; unchanged where nobody answers."""
    while proposal.open_questions and not proposal.errors:
        for question in proposal.open_questions:
            reply = _reply(question, ask, tell)
            if reply is None:
                return proposal
            answers[question.id] = reply
        proposal = proposed(answers)
    return proposal


def _reply(question: Question, ask: Callable[[str], str | None], tell: Callable[[str], None]) -> str | None:
    """One answer: the number of a choice, the choice itself, or any text where there are no choices."""
    values = [choice.value for choice in question.choices]
    tell(question.text)
    for number, choice in enumerate(question.choices, 1):
        tell(f"  {number}. {choice.label}")
    preset = f"（直接回车：{_label(question)}）" if question.proposed else ""
    while True:
        reply = ask(f"请选{preset}\n> " if values else "请写\n> ")
        if reply is None:
            return None
        reply = reply.strip() or question.proposed
        if reply.isdigit() and 1 <= int(reply) <= len(values) and reply not in values:
            return values[int(reply) - 1]
        if reply and (not values or reply in values):
            return reply
        tell("请写前面的数字。")


def _label(question: Question) -> str:
    return next((choice.label for choice in question.choices if choice.value == question.proposed), question.proposed)
