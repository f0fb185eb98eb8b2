"""Rate limits as token buckets. Pure: the clock is an argument."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

Clock = Callable[[], float]


class TokenBucket:
    """Holds at most `burst` tokens, refilled at `rate` tokens per second. `clock` gives seconds."""

    __slots__ = ("_clock", "_seen", "_tokens", "burst", "rate")

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self.rate = rate
        self.burst = burst
        self._clock = clock
        self._tokens = burst
        self._seen = clock()

    def _refill(self) -> None:
        now = self._clock()
        # A clock that steps back must not drain the bucket.
        self._tokens = min(self.burst, self._tokens + max(0.0, now - self._seen) * self.rate)
        self._seen = now

    def take(self, tokens: float = 1.0) -> bool:
        """Take tokens if there are enough; False leaves the bucket as it is."""
        self._refill()
        if tokens > self._tokens:
            return False
        self._tokens -= tokens
        return True

    @property
    def full(self) -> bool:
        """Nothing was taken lately, so that the bucket need not be remembered."""
        self._refill()
        return self._tokens >= self.burst


class Buckets:
    """One bucket per key (a person, an address), at most `size` of them; the least recently used go first.

    Forgetting a bucket gives its owner a full one, so `size` bounds memory, not fairness.
    """

    def __init__(
        self, rate: float, burst: float, *, size: int = 10_000, clock: Clock = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._size = size
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def take(self, key: Hashable, tokens: float = 1.0) -> bool:
        """Take from the key's bucket; False when it holds too few."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = TokenBucket(self._rate, self._burst, self._clock)
            if len(self._buckets) > self._size:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        return bucket.take(tokens)
