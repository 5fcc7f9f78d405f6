"""Files of settings (YAML): every value is text, a list or a mapping of texts; whatever is more than that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from ..expressions import expression
from ..problems import Problem, Where, machine_reason, problem
from . import merging
from .cell_types import Contact, Text
from .columns import Record
from .delimited import UNKNOWN_ENCODING, decode
from .invisible import alike_named, named, unseen

# More than any file of settings has; beyond it a parser written for trees of any depth takes minutes, or all the memory.
_MAX_BYTES = 100_000
_DEEPEST = 10
_MOST_TOKENS = 20_000

_MEND = "请照样例的格式写：名称、半角冒号、一个空格、内容。"
_FULL_WIDTH_COLON = re.compile(r"[\w-]+：|\s+[A-Za-z_-]+：")  # indented Chinese words with a colon may be prose
_OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)

# What PyYAML says, by how it begins, and the same in Chinese.
_REASONS = (
    ("could not find expected ':'", "这一行附近少了半角冒号，或冒号后面少了空格"),
    ("mapping values are not allowed", "一行里有两个“: ”，或缩进不对；内容里有冒号的请加引号"),
    ("found character '\\t'", "用了制表符（Tab），缩进请用空格"),
    ("found character", "内容以符号开头，请加引号"),
    ("expected <block end>", "缩进没有对齐，或引号后面还有字"),
    ("expected ',' or", "方括号或花括号没有成对"),
    ("invalid indentation or unclosed", "方括号或花括号没有成对"),
    ("found unexpected end of stream", "引号没有成对"),
    ("found unexpected document separator", "引号没有成对"),
    ("found unknown escape", "双引号里有不认识的反斜杠"),
    ("expected escape sequence", "双引号里有不认识的反斜杠"),
    ("special characters are not allowed", "含有看不见的控制字符"),
    ("mapping keys are not allowed", "问号或冒号的位置不对"),
    ("sequence entries are not allowed", "“- ”的位置不对"),
    ("expected the node content", "这里缺少内容，或多了符号"),
    ("expected '<document start>'", "前面的内容还没有写完"),
    ("expected a single document", "用“---”分成了几份"),
    ("expected chomping or indentation", "“|”或“>”后面多了字"),
    ("expected a comment or a line break", "“|”或“>”后面多了字"),
)


class _TextLoader(yaml.SafeLoader):
    """Every scalar is text (no 否 turned into False, no 000123 into 83); a key may stand once."""


_TextLoader.yaml_implicit_resolvers = {}


class _FaultError(Exception):
    """What is wrong with a file, in Chinese, and how to mend it."""

    def __init__(self, reason: str, line: int | None = None, mend: str = _MEND) -> None:
        super().__init__(reason)
        self.line, self.mend = line, mend


def _unique_mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in result:
            raise _FaultError(f"“{key}”出现了两次", key_node.start_mark.line + 1)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_TextLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)


def read_yaml(path: Path, shown_as: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Read a mapping of text from a YAML file: (values, line of each top-level key, problems)."""
    if not path.is_file():
        return {}, {}, [problem("missing-file", Where(shown_as))]
    try:
        text = decode(_bytes(path))
        if text is None:
            return {}, {}, [problem("bad-encoding", Where(shown_as), reason=UNKNOWN_ENCODING)]
        values, lines = _parsed(text)
    except OSError as error:
        reason = machine_reason(error)
        return {}, {}, [problem("unreadable-file", Where(shown_as), reason=reason, mend="请检查文件权限。")]
    except _FaultError as fault:
        return {}, {}, [problem("bad-yaml", Where(shown_as, None, fault.line), reason=str(fault), mend=fault.mend)]
    return values, lines, []


def words_behind_signs(path: Path, shown_as: str, record: type[Record]) -> Iterator[Problem]:
    """What YAML passes over behind words as a remark of whoever wrote it: 慈善会 in `name: 示例 # 慈善会`.

    Behind a day, an id or a choice, and apart by two blanks, it is nothing but a remark; so are words behind a telephone,
    but not 801 in `phone: 0512-65123456 #801`.
    """
    texts = [column for column in record.columns if isinstance(column.type, Text) and not column.choices]
    worded = {column.name for column in texts if column.name != "id"}
    signs = {column.name for column in texts if isinstance(column.type, Contact) or column.many}
    text = decode(_bytes(path))
    lines = (text or "").split("\n")
    key = ""
    for token, following in pairwise(yaml.scan(text or "", Loader=_TextLoader)):
        if isinstance(token, yaml.ScalarToken) and isinstance(following, yaml.ValueToken):
            key = token.value
        holds = isinstance(token, yaml.ScalarToken) and token.plain
        empty = isinstance(token, yaml.ValueToken) and not isinstance(following, (*_OPENING, yaml.ScalarToken))
        if key not in worded or not (holds or empty) or token.end_mark.line >= len(lines):
            continue
        behind = lines[token.end_mark.line][token.end_mark.column :]
        rest = behind.strip()
        value = token.value if isinstance(token, yaml.ScalarToken) else None
        bare = value is not None and not _WORDS.search(value)
        only_remark = key in signs and bare and not _NUMBER.match(rest)
        if rest.startswith("#") and not behind.startswith("  ") and not only_remark:
            where = Where(shown_as, None, token.end_mark.line + 1, key)
            yield problem("words-behind-sign", where, cell=rest[:_SHOWN])


_SHOWN = 40  # signs of what was passed over
_WORDS, _NUMBER = expression(r"[\u4e00-\u9fff]"), re.compile(r"#\s?[0-9]")


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > _MAX_BYTES:
        raise _FaultError(f"文件超过 {_MAX_BYTES // 1000} KB", mend="设置只要几行；请检查是不是放错了文件。")
    return path.read_bytes()


def _parsed(text: str) -> tuple[dict[str, Any], dict[str, int]]:
    """(values, line of each top-level key); _FaultError where the text is no plain mapping."""
    torn = merging.conflict_line(text)
    if torn:
        raise _FaultError(merging.REASON, torn, merging.MEND)
    for number, line in enumerate(text.split("\n"), 1):
        hidden = unseen(line)
        if hidden:
            place, sign = hidden[0]
            mend = "请删去这一行重新输入，不要从网页或聊天软件里粘贴。"
            raise _FaultError(f"第 {place} 个字符看不见，是{named(sign)}", number, mend)
        if radical := alike_named(line):
            raise _FaultError(radical, number, "请重新输入这个字，不要从别的文件里复制。")
        if _FULL_WIDTH_COLON.match(line):
            raise _FaultError("用了全角冒号“：”", number, "请改成半角冒号加空格“: ”。")
    try:
        _look_through(text)
        node = yaml.compose(text, Loader=_TextLoader)
        value = yaml.load(text, Loader=_TextLoader)  # noqa: S506  (a SafeLoader whose scalars are all text)
    except yaml.reader.ReaderError as error:
        raise _FaultError("含有看不见的控制字符", text.count("\n", 0, error.position) + 1) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or "")
        reason = next((words for start, words in _REASONS if said.startswith(start)), "结构读不出来")
        raise _FaultError(reason, mark.line + 1 if mark else None) from None
    if value is None:
        return {}, {}
    if not isinstance(value, dict) or not isinstance(node, yaml.MappingNode):
        raise _FaultError("最外层不是“名称: 内容”")
    return value, {str(key.value): key.start_mark.line + 1 for key, _ in node.value}


def _look_through(text: str) -> None:
    """_FaultError at what settings never need, before a tree is built of it: anchors, tags, depth, size."""
    depth = 0
    for count, token in enumerate(yaml.scan(text, Loader=_TextLoader)):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise _FaultError("用了锚点（& 或 *）", line, "请把内容直接写出来。")
        if isinstance(token, yaml.TagToken | yaml.DirectiveToken):
            raise _FaultError("用了标签（! 或 %）", line, "请把内容直接写出来；以这些符号开头的文字请加引号。")
        if depth > _DEEPEST:
            raise _FaultError(f"括号或缩进套了超过 {_DEEPEST} 层", line)
        if count > _MOST_TOKENS:
            raise _FaultError("内容太多", line, "设置只要几行；请检查是不是放错了文件。")
