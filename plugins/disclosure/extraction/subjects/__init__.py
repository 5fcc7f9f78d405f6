"""What each number of a report is about, rule by rule."""

from .asking import subject_of
from .question import SubjectReading

__all__ = ["SubjectReading", "subject_of"]
