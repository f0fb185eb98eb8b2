"""Text that is distributed like people's: few words are common, most are rare, some scripts have no spaces. Pure."""

import random
from bisect import bisect
from itertools import accumulate
from typing import Final

VOCABULARY: Final = 30_000
SYLLABLES: Final = """
    ba be bi bo da de di do fa fe ga ge gi go ha he ka ke ki ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro
    sa se si so ta te ti to va ve wa we ya za zo an en in on ar er or al el st tr ch sh th ing ent ion
"""
KANJI: Final = (
    "日本語東京会議資料開発設計検索時間明日今日予定部屋文書通知確認修正問題解決完了報告共有計画目標結果"
)


class Words:
    """Makes texts from a seed: the same ones every time."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        found: dict[str, None] = {}
        syllables = SYLLABLES.split()
        while len(found) < VOCABULARY:
            found["".join(self.random.choices(syllables, k=self.random.randint(1, 4)))] = None
        self.vocabulary = list(found)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def word(self) -> str:
        """A word; the one of rank n comes about n times rarer than the first."""
        return self.vocabulary[bisect(self._weights, self.random.random() * self._weights[-1])]

    def text(self) -> str:
        """A message of 3 to 40 words; one in thirty is Japanese, one in forty has a link."""
        if self.random.random() < 1 / 30:
            return "".join(self.random.choices(KANJI, k=self.random.randint(6, 40)))
        words = [self.word() for _ in range(min(40, 3 + int(self.random.expovariate(1 / 9))))]
        if self.random.random() < 1 / 40:
            words.append(f"https://example.org/{self.word()}")
        return " ".join(words)
