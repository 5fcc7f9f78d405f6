"""What is asked about one sheet, and who answers: whoever sits there, else the recipe, else the proposal itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from .proposal import Choice, Question

LEAVE_OUT = ("skip", "不写这些行")  # a choice of many questions


class SheetQuestions(Struct):
    """The questions of one sheet, or of one of several tables of it. *given* are all answers by id, *recipe* those of a recipe by topic.

    What was asked word for word about the table *beside* is not asked again.
    """

    number: str
    given: Mapping[str, str]
    recipe: Mapping[str, str] = field(default_factory=dict)
    beside: SheetQuestions | None = None
    questions: list[Question] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # ids of given answers that were used
    wrong: list[str] = field(default_factory=list)  # ids of given answers that are none of the choices
    confirmed: dict[str, str] = field(default_factory=dict)  # what a recipe keeps: answer by topic
    texts: dict[str, str] = field(default_factory=dict)  # what was asked, by topic

    def ask(
        self,
        topic: str,
        text: str,
        choices: Sequence[tuple[str, str]] = (),
        proposed: str = "",
        *,
        required: bool = True,
        kept: bool = True,
    ) -> str:
        """The answer to a question, or what is proposed meanwhile; *kept* answers go into the recipe."""
        self.texts[topic] = text
        identity = self.identity(topic)
        values = [value for value, _ in choices]
        answer = self.given.get(identity)
        if answer is not None:
            self.taken.add(identity)
            if values and answer not in values:
                self.wrong.append(identity)
                answer = None
        if answer is None and kept and self.recipe.get(topic) is not None:
            remembered = self.recipe[topic]
            answer = remembered if not values or remembered in values else None
        if answer is not None:
            if kept:
                self.confirmed[topic] = answer
            return answer
        listed = tuple(Choice(value, label) for value, label in choices)
        self.questions.append(Question(identity, text, listed, proposed, required))
        if proposed and not required and kept:
            self.confirmed[topic] = proposed
        return proposed

    def asked(self, topic: str) -> bool:
        """Whether a topic was asked about, answered or not."""
        return topic in self.texts

    @property
    def open_topics(self) -> frozenset[str]:
        """The topics of the questions that must be answered first."""
        unanswered = {question.id for question in self.questions if question.open}
        return frozenset(topic for topic in self.texts if self.identity(topic) in unanswered)

    def override(self, topic: str) -> str | None:
        """An answer that was given though nothing was asked: another use of a column."""
        identity = self.identity(topic)
        if identity in self.given:
            self.taken.add(identity)
        return self.given.get(identity)

    def identity(self, topic: str) -> str:
        """The id of a question: the number of the sheet and its topic; that of the table beside where the question is the same."""
        if self.beside and topic in self.texts and self.beside.texts.get(topic) == self.texts[topic]:
            return self.beside.identity(topic)
        return f"{self.number}.{topic}"
