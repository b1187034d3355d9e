"""What a run may spend on a language model: tokens and requests, checked before each request is sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from themes.exceptions import CallFailedError
from themes.models import Usage


class BudgetSpentError(CallFailedError):
    """The run's budget does not allow another request."""


class Charge:
    """One request's claim on the budget; ``tokens`` is its estimate until the answer says better."""

    def __init__(self, tokens: int) -> None:
        self.tokens = tokens


class Budget:
    """Counts what a run spends, and refuses the request that would come after the last one allowed.

    A request claims its estimated tokens before it is sent. Where the claims under way and its own would
    not fit together, it waits for the others' true cost; the last request goes out alone. So the tokens
    spent exceed the limit by one request at most, as long as no request under way needs more than it
    claimed. None stands for no limit.
    """

    def __init__(self, tokens: int | None = None, requests: int | None = None) -> None:
        self.limit_tokens, self._limit_requests = tokens, requests
        self._claimed = 0
        self._under_way = 0
        self._changed = asyncio.Condition()
        self.tokens = 0
        """Spent so far; a request whose answer tells no usage counts with its estimate, failed or not."""
        self.requests = 0
        self.begun = asyncio.Event()
        """Set when the first request may go."""
        self.refused = 0
        """Requests that were not sent for want of budget."""

    @asynccontextmanager
    async def charge(self, estimated_tokens: int) -> AsyncIterator[Charge]:
        """Claim a request's tokens for the block, and charge what it then says it cost.

        Raises BudgetSpentError when the budget allows no further request.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: self._is_spent() or self._fits(estimated_tokens))
            if self._is_spent():
                self.refused += 1
                raise BudgetSpentError(self._message(), Usage())
            self.requests += 1
            self.begun.set()
            self._under_way += 1
            self._claimed += estimated_tokens
        charge = Charge(estimated_tokens)
        try:
            yield charge
        finally:
            self._settle(charge, estimated_tokens)
            # Shielded: a request that is cancelled must still let those that wait for it go on.
            await asyncio.shield(self._tell())

    def _settle(self, charge: Charge, estimated_tokens: int) -> None:
        self.tokens += charge.tokens
        self._claimed -= estimated_tokens
        self._under_way -= 1

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _is_spent(self) -> bool:
        tokens = self.limit_tokens is not None and self.tokens >= self.limit_tokens
        return tokens or (self._limit_requests is not None and self.requests >= self._limit_requests)

    def _fits(self, estimated_tokens: int) -> bool:
        if self.limit_tokens is None or not self._under_way:
            return True
        return self.tokens + self._claimed + estimated_tokens <= self.limit_tokens

    def _message(self) -> str:
        return (
            f"The run's budget is spent ({self.tokens:,} tokens, {self.requests:,} requests): raise "
            "MODEL_BUDGET_TOKENS or MODEL_BUDGET_REQUESTS; the next scan goes on with what is left."
        )
