"""Answers in a list, and learning that ends as it is told to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from photosearch.core.codes import CodeKind
from photosearch.core.judged_pairs import RecordedPairs
from photosearch.core.learning import LearningOutcome, LearningState, LearningStatus


class FakeLearning:
    def __init__(self) -> None:
        self.judged: list[tuple[tuple[int, ...], tuple[int, ...], CodeKind, bool, str]] = []
        self.outcomes: list[LearningOutcome] = []
        self.learned: list[LearningOutcome] = []
        self.recorded = RecordedPairs(added=1)
        self.learn_calls = 0
        self.undone = 0
        self.exported: list[Path] = []

    def judge(self, anchors, others, sense, *, alike, act) -> RecordedPairs:
        self.judged.append((tuple(anchors), tuple(others), sense, alike, str(act)))
        return self.recorded

    def status(self) -> LearningStatus:
        return LearningStatus(
            {CodeKind.SUBJECT: len(self.judged)} if self.judged else {},
            learned=tuple(self.learned),
            steps=len(self.learned),
        )

    def learn(self, control: Any = None) -> list[LearningOutcome]:
        self.learn_calls += 1
        self.learned = [outcome for outcome in self.outcomes if outcome.state is LearningState.USED]
        return self.outcomes

    def undo(self) -> bool:
        self.undone += 1
        was, self.learned = bool(self.learned), []
        return was

    def erase(self) -> int:
        count, self.judged, self.learned = len(self.judged), [], []
        return count

    def export(self, path: Path, *, replace: bool = False) -> int:
        self.exported.append(path)
        return len(self.judged)
