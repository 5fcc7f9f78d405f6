"""Names that may not be shown, looked for in everything that an organisation publishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, field

from ..arrays import np, npt, pa, pc
from ..expressions import expression
from ..identifiers import FOLLOWERS, LEADS, is_common_word, is_name, simplified, spelled
from ..model import Dataset, coded, judged_cells
from ..problems import Where
from ..reading import AnyColumn, Cells, RichText, Text, TypedTable, Url, YesNo, release
from .joint_names import persons_in
from .masking import NAMELESS, DonorType
from .packed_names import Entry, PackedNames, Place
from .short_names import called_a_body, short_forms

_SHORT, _SHORTEST, _WHOLE_BODY = 3, 2, 6
# What names nobody, though somebody wrote it down as the name of a giver.
_NOBODY = expression(
    "(?:爱心|好心|热心|善心|社会|各界|无名|匿名|佚名|隐名|不愿透露姓名|市民|群众|网友|网民|人士|企业|单位|个人|公司|团体|学生|家长|老师|教师|职工"
    "|员工|党员|志愿者|"
    "村民|居民|业主|老人|慈善|公益|善款|捐款|捐赠|捐赠人|现金|微信|支付宝|银行|平台|腾讯|募捐箱|测试|受助|困难|患者|患儿|儿童|孤儿|户|等|一批|一位"
    r"|一名|某|的|人|者|[先女][生士]|[0-9A-Za-z*×?？.·\s_-])+"
)
_TITLE = expression(r"(?:先生|女士|小姐|老师|同志|同学|夫妇|一家|全家|家属)$")
# What follows a name that is part of the name of something else: 建国路, 逸夫小学.
_OF_A_PLACE = expression(
    r".{0,2}?(?:[路街巷镇乡村县市区桥山河湖寺塔厂店馆社院校]|小学|中学|大学|公司|集团|医院|基金|奖学金|图书|工作室|书屋|楼)"
)
# Names of persons that are words or places as well: 老人安康, 白杨、柳树. Only beside words for persons are they surely a name.
_WORDS_TOO = frozenset({
    "安康", "白杨", "马兰", "高明", "方正", "金山", "白兰", "林海", "梅花", "杨梅", "白雪", "红梅", "田野",
    "康健", "荣光", "胡杨", "白玉", "玉兰", "雷锋", "常乐", "万寿", "丰年", "金凤", "高飞", "白鹭", "白鸽",
    "高雄", "邵阳", "杨树", "柏树", "兰花", "桑田",
})  # fmt: skip
_OF_A_PERSON = expression(r"(?:捐[赠款助]人|联系人|经办人|志愿者|网友|姓名)[\s:：“\"]{0,3}$")
_HAS_LETTERS = expression(r"[A-Za-z\x80-\U0010ffff]")
_TITLED = expression(r"[（(\s]{0,2}(?:先生|女士|小姐|老师|同志|同学|夫妇|一家|家属)")
_CHARACTER = expression(r"[\u3400-\u9fff]")
_PLAIN = expression(r"[\u4e00-\u9fa5]+")
_LETTER = expression(r"[A-Za-z0-9]")
_PUBLIC_LABELS = expression(r"姓名|名称|负责人|联系人|经办|代表人|主持")


class Naming(Struct, frozen=True):
    """A name that may not be shown, met in a text: whose it is, where it was written down, and whether there is a doubt."""

    who: str
    where: Where
    sure: bool


class Refusals(Struct):
    """Names of givers who did not agree to be named, and of persons who received something; there may be millions."""

    names: dict[str, Entry] = field(default_factory=dict)  # those that were added since they were last packed
    doubtful: set[str] = field(default_factory=set)  # also the name of somebody who may be named
    others: tuple[Refusals, ...] = ()  # those of other organisations
    _packed: PackedNames = field(default_factory=lambda: PackedNames({}))
    _lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)  # first two characters → lengths of names
    _pointed: set[str] = field(default_factory=set)  # names of persons that were written with points or blanks
    _short: set[str] = field(default_factory=set)  # short forms of names, which may be other words

    def add(self, name: str, who: str, place: Place) -> None:
        """A name that may not be shown."""
        bare = _bare(name)
        if len(bare) < _SHORTEST or (self._entry(bare) and bare not in self._short):
            return
        pointed = bare != name and is_name(_TITLE.sub("", spelled(name).strip()))
        for spelling in _spellings(bare):
            self._know(spelling, (who, place))
            if pointed or (spelling != bare and is_name(bare)):
                self._pointed.add(spelling)
        for form in short_forms(name, bare):
            if not self._entry(form):
                self._know(form, (who, place))
                self._short.add(form)

    def _know(self, spelling: str, entry: Entry) -> None:
        self.names[spelling] = entry
        self._short.discard(spelling)
        lengths = self._lengths.get(spelling[:2], ())
        if len(spelling) not in lengths:
            self._lengths[spelling[:2]] = tuple(sorted((*lengths, len(spelling))))

    def pack(self) -> None:
        """Hold the names that were added in little room; to be called when there are no more. What is met stays the same."""
        if not len(self._packed):
            self._packed, self.names = PackedNames(self.names), {}

    def _entry(self, name: str) -> Entry | None:
        """Whose a name is and where, None where it may be shown."""
        return self.names.get(name) or (self._packed.get(name) if len(self._packed) else None)

    @property
    def empty(self) -> bool:
        """Whether there is no name that may not be shown, here or with others."""
        return not (self.names or len(self._packed) or self.others)

    def __or__(self, other: Refusals) -> Refusals:
        return Refusals(others=(self, other))

    def met_in(self, text: str) -> Iterator[Naming]:
        """Every such name in a text, once."""
        for other in self.others:
            yield from other.met_in(text)
        if not self._lengths:
            return
        known: dict[str, bool] = {}
        for name, sure in self._meetings(spelled(text)):
            known[name] = known.get(name, False) or sure
        owners: dict[Entry, bool] = {}
        for name, sure in known.items():
            entry = self._entry(name)
            if entry is not None:
                owners[entry] = owners.get(entry, False) or sure
        for (who, place), sure in owners.items():
            yield Naming(who, Where(*place), sure)

    def surely_in(self, text: str) -> set[str]:
        """Every such name that surely stands in a text, in one spelling."""
        if not _HAS_LETTERS.search(text):
            return set()
        names = {name for other in self.others for name in other.surely_in(text)}
        return names | {name for name, sure in self._meetings(spelled(text)) if sure} if self._lengths else names

    def inside_names(self, text: str) -> set[str]:
        """Every person's name that stands in that of something else (钱小满基金): hers, or that of somebody who is called alike."""
        names = {name for other in self.others for name in other.inside_names(text)}
        if not self._lengths:
            return names
        plain = spelled(text)
        for words in dict.fromkeys((plain, _squeezed(plain))):
            names |= {words[start:end] for start, end in self._places(words) if self._is_inside(words, start, end)}
        return names

    def _is_inside(self, words: str, start: int, end: int) -> bool:
        name = words[start:end]
        if (
            name in self.doubtful
            or name in self._short
            or not self._is_person(name)
            or not _OF_A_PLACE.match(words, end)
        ):
            return False
        long = len(name) >= _SHORT
        return long or (_parted(words, start, end)[0] and name not in _WORDS_TOO and not is_common_word(name))

    def _meetings(self, plain: str) -> Iterator[tuple[str, bool]]:
        """(name, whether it surely is one) of every place of a text of one spelling where one may stand."""
        for words in dict.fromkeys((plain, _squeezed(plain))):
            for start, end in self._places(words):
                sure = self._stands_alone(words, start, end)
                if sure is not None:
                    yield words[start:end], sure
        for words in _closed_up(plain):
            for start, end in self._places(words):
                name = words[start:end]
                if self._is_person(name) and all(_parted(words, start, end)):
                    yield name, name not in self.doubtful

    def met_as(self, text: str) -> Iterator[Naming]:
        """The name that a text is as a whole, where it is that of a person who may not be named."""
        for other in self.others:
            yield from other.met_as(text)
        name = _bare(text)
        entry = self._entry(name)
        if entry is not None and self._is_person(name):
            yield Naming(entry[0], Where(*entry[1]), name not in self.doubtful)

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        """Where such names begin and end in words, whatever stands around them."""
        for start in range(len(words) - 1):
            for length in self._lengths.get(words[start : start + 2], ()):
                name = words[start : start + length]
                if self._entry(name) and not (name in NAMELESS or (_nobody(name) and not self._is_person(name))):
                    yield start, start + len(name)

    def _is_person(self, name: str) -> bool:
        return name in self._pointed or is_name(name)

    def _stands_alone(self, text: str, start: int, end: int) -> bool | None:
        """Whether a name is one in this place: surely, perhaps, or (None) not at all."""
        name = text[start:end]
        if name[0].isascii():  # a letter before or behind makes it another name
            inside = (start and _LETTER.match(text[start - 1])) or _LETTER.match(text, end)
            return None if inside else name not in self.doubtful
        left, right = _parted(text, start, end)
        person = self._is_person(name)
        whole = not person and len(name) >= _WHOLE_BODY and name not in self._short
        if name in self._short or (whole and not right):  # 某某有限公司工会
            return False if whole or (right and (left or called_a_body(name))) else None
        if len(name) < _SHORT or not person:
            common = is_common_word(name)
            if not (left and right):
                return False if (left or right) and person and not common else None
            said = _TITLED.match(text, end) or _OF_A_PERSON.search(text, max(0, start - 8), start)
            return not common and (name not in _WORDS_TOO or bool(said)) and name not in self.doubtful
        if name in self.doubtful:
            return False
        return right or not _OF_A_PLACE.match(text, end)


def _parted(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether what stands before and behind a place of a text parts it from other words."""
    left = not start or not _CHARACTER.match(text[start - 1]) or bool(LEADS.search(text, max(0, start - 4), start))
    return left, end == len(text) or not _CHARACTER.match(text, end) or bool(FOLLOWERS.match(text, end))


@lru_cache(maxsize=4096)
def _nobody(name: str) -> bool:
    return bool(_NOBODY.fullmatch(name))


def _bare(name: str) -> str:
    """A name without titles, blanks and signs, in simplified characters."""
    if _PLAIN.fullmatch(name) and not _TITLE.search(name):
        return simplified(name)
    return _squeezed(_TITLE.sub("", spelled(name).strip()))


def _spellings(name: str) -> Iterator[str]:
    """A name, and how the same giver may be written elsewhere: john smith, Smith John; 某某公司 for 某某有限公司."""
    yield name
    if name[:1].isascii():
        if is_name(name):
            words = name.split()
            turned = (f"{words[1]} {words[0]}",) if len(words) == 2 else ()  # noqa: PLR2004
            every = (written(form) for form in (name, *turned) for written in (str, str.lower, str.upper, str.title))
            yield from dict.fromkeys(form for form in every if form != name)
    elif name.endswith(("有限公司", "有限责任公司")):
        yield _LIMITED.sub("公司", name)


_LIMITED = expression(r"(?:股份)?有限(?:责任)?公司$")


_BETWEEN_CHARACTERS = expression(r"(?<=[\u3400-\u9fff])[\s*_~`·\x0b]+(?=[\u3400-\u9fff])")


def _squeezed(text: str) -> str:
    """The text without blanks and marks between Chinese characters: 王 建 国."""
    return _BETWEEN_CHARACTERS.sub("", text)


# Signs that part the characters of a name, and words that part its surname from the rest.
_PARTED = expression(
    r"(?<=[\u3400-\u9fff])[\s*_~`\x0b()\[\]{}<>《》“”\"'‘’「」【】〔〕|/\\.・•+=^#–—-]{1,4}(?=[\u3400-\u9fff])"
)
_SURNAME_FIRST = expression(
    r"姓氏?[\s:：]{0,3}([\u3400-\u9fff]{1,2})[\s,，;；、]{0,3}名字?[\s:：]{0,3}(?=[\u3400-\u9fff])"
)


def _closed_up(text: str) -> Iterator[str]:
    """The text without the signs that part the characters of a name (欧（阳）隐名, 欧-阳-隐-名), and 姓欧阳，名隐名 in one."""
    if _PARTED.search(text):
        yield _PARTED.sub("", text)
    if _SURNAME_FIRST.search(text):
        yield _SURNAME_FIRST.sub(lambda match: f" {match[1]}", text)


def _agreed(table: TypedTable) -> Cells:
    """The rows of givers who may be named: persons who said yes, and bodies that did not say no."""
    frame = table.frame
    body = frame["donor_type"] == DonorType.BODY
    consents = (frame["consent"] == YesNo.YES) | (body & (frame["consent"] != YesNo.NO))
    return consents & (frame["donor_type"] != DonorType.NAMELESS)


def refusals(
    givers: Iterable[Dataset],
    receivers: Iterable[Dataset],
    others: Iterable[Dataset],
    bodies: Collection[tuple[str, str]] = (),
) -> Refusals:
    """Who may not be named; call before names are masked.

    *others* name persons and bodies that are meant to be read; *bodies* are the (kind, column) that name somebody, not a thing.
    """
    refused = Refusals()
    named: set[str] = set()
    met: set[str] = set()
    for file, sheet, table in _tables(givers):
        agreed = _agreed(table).to_numpy(dtype=bool)
        codes, names = coded(table.frame["donor"])
        fresh = {names[code] for code in np.unique(codes[agreed & (codes >= 0)]).tolist()} - named
        named |= fresh
        everybody = {giver for name in fresh for giver in (name, *persons_in(name))}
        refused.doubtful.update(spelling for name in everybody for spelling in _spellings(_bare(name)))
        silent = np.flatnonzero(~agreed & (codes >= 0))
        seen, first = np.unique(codes[silent], return_index=True)
        new = [
            (at, names[code]) for code, at in zip(seen.tolist(), first.tolist(), strict=True) if names[code] not in met
        ]
        rows = table.frame.index.to_numpy()[silent]
        for at, name in sorted(new):
            met.add(name)
            for person in (name, *persons_in(name)):
                refused.add(person, "没有同意公开姓名的捐赠人", (file, sheet, int(rows[at]), "捐赠人"))
        release()
    for file, sheet, table in _tables(receivers):
        frame = table.frame
        persons = frame.loc[frame["receiver_type"] == DonorType.PERSON, "receiver"].dropna().drop_duplicates()
        for row, name in zip(map(int, persons.index), persons.tolist(), strict=True):
            for person in (name, *persons_in(name)):
                if is_name(person):
                    refused.add(person, "受助人", (file, sheet, row, "接收方"))
    if not refused.empty:
        public = map(_bare, _public_names(others, bodies))
        refused.doubtful.update(spelling for name in public for spelling in _spellings(name))
    refused.pack()
    return refused


def _tables(datasets: Iterable[Dataset]) -> Iterator[tuple[str, str | None, TypedTable]]:
    return (place for dataset in datasets for place in dataset.tables)


def _public_names(datasets: Iterable[Dataset], bodies: Collection[tuple[str, str]]) -> set[str]:
    """The names that tables publish; a project or a source that is called like a person makes nobody public."""
    names: set[str] = set()
    for dataset in datasets:
        for column in dataset.record.columns:
            if isinstance(column.type, Text) and not column.many and _PUBLIC_LABELS.search(column.label):
                a_thing = column.label == "名称" and (dataset.kind, column.name) not in bodies
                for _, _, table in dataset.tables:
                    values = set(table.values(column.name))
                    names |= {name for name in values if not is_name(name)} if a_thing else values
    return names


def _columns_of_words(dataset: Dataset) -> list[AnyColumn]:
    """The columns of a table whose words are published as they are, and are meant to name no person."""
    return [
        column
        for column in dataset.record.published_columns()
        if isinstance(column.type, Text | RichText | Url)
        if not column.choices and column.refers_to is None
    ]


_PART_OF_A_NAME = expression(r"\s*[\u3400-\u9fff\U00020000-\U0003ffff]{1,3}\s*")
# The same in the notation of Arrow, which looks through millions of texts at once.
_PART_FOR_ARROW = r"^\s*[\x{3400}-\x{9fff}\x{20000}-\x{3ffff}]{1,3}\s*$"


def parted_in(dataset: Dataset, refused: Refusals) -> Iterator[tuple[Where, Naming]]:
    """(place of its second part, naming) of every name that two neighbouring cells of a row part: surname and given name."""
    columns = [
        column for column in _columns_of_words(dataset) if not (column.many or hidden_rows(dataset, column.name))
    ]
    for file, sheet, table in dataset.tables if not refused.empty else ():
        for before, after in pairwise(columns):
            cells = _of_short_tables if table.short is not None else _of_long_tables
            for places, words in cells(table, before, after):
                for naming in refused.met_as(words):
                    for place in places:
                        yield Where(file, sheet, table.row_at(place), after.label), naming


def _of_short_tables(table: TypedTable, before: AnyColumn, after: AnyColumn) -> Iterator[tuple[list[int], str]]:
    """(places of rows from 0, two cells in one) where both cells may be parts of a name."""
    pairs = zip(table.cells(before.name), table.cells(after.name), strict=True)
    for place, (first, second) in enumerate(pairs):
        if first and second and _PART_OF_A_NAME.fullmatch(first) and _PART_OF_A_NAME.fullmatch(second):
            yield [place], first + second


def _of_long_tables(table: TypedTable, before: AnyColumn, after: AnyColumn) -> Iterator[tuple[list[int], str]]:
    """The same, each different pair looked at once."""
    cells = [table.frame[column.name] for column in (before, after)]
    fits = _may_be_part(cells[0])
    both = np.flatnonzero(fits & _may_be_part(cells[1])) if fits.any() else np.flatnonzero(fits)
    (firsts, first_words), (seconds, second_words) = (coded(column.iloc[both]) for column in cells)
    pairs = firsts.astype(np.int64) * max(1, len(second_words)) + seconds
    seen, which = np.unique(pairs, return_inverse=True)
    for number, pair in enumerate(seen.tolist()):
        first, second = divmod(pair, len(second_words))
        yield both[which == number].tolist(), f"{first_words[first]}{second_words[second]}"


def _may_be_part(cells: Cells) -> npt.NDArray[np.bool_]:
    """Which cells of a column may be part of a name."""
    words = pa.array(cells.array, from_pandas=True)
    if not pa.types.is_dictionary(words.type):
        return _fitting(words.cast(pa.string()))
    fits = np.append(_fitting(words.dictionary.cast(pa.string())), [False])  # the last is that of no text
    return np.asarray(fits[words.indices.fill_null(len(fits) - 1).to_numpy()], dtype=bool)


def _fitting(words: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    fits = pc.fill_null(pc.match_substring_regex(words, _PART_FOR_ARROW), fill_value=False)
    return np.asarray(fits, dtype=bool)


_LETTER_OF_A_NAME = r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z]"
_TWO_LETTERS = rf"{_LETTER_OF_A_NAME}.*{_LETTER_OF_A_NAME}"


def named_in(dataset: Dataset, refused: Refusals) -> Iterator[tuple[Where, Naming]]:
    """(place, naming) of every cell of words that names somebody who may not be named; call before names are masked."""
    if refused.empty:
        return
    for column in _columns_of_words(dataset):
        public = _PUBLIC_LABELS.search(column.label)
        hidden = hidden_rows(dataset, column.name)

        def met_in(text: str, _: Where, *, public: re.Match[str] | None = public) -> tuple[Naming, ...]:
            meant = public and _bare(text) in refused.doubtful and (public[0] != "名称" or is_name(text))
            return () if meant else tuple(refused.met_in(text))

        for where, naming in judged_cells(dataset, column, _TWO_LETTERS, met_in):
            if not any(where.row in rows for file, rows in hidden if file == where.file):
                yield where, naming


def hidden_rows(dataset: Dataset, column: str) -> list[tuple[str, Collection[int]]]:
    """(file, rows) of the cells that masking takes out or tells of itself: receivers that are persons, 署名 without consent."""
    match column:  # of other columns no frame is made
        case "receiver":
            return [
                (file, table.frame.index[table.frame["receiver_type"] == DonorType.PERSON])
                for file, _, table in dataset.tables
            ]
        case "shown_as":
            return [(file, table.frame.index[~_agreed(table)]) for file, _, table in dataset.tables]
        case _:
            return []
