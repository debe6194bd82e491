"""Where pages are kept: on the thread that fetched them, or beside it while what is sold goes up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:  # loaded with the first page (performance.md 2.1)
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Keeper(Protocol):
    """Runs what keeps pages, one after another."""

    def keep(self, work: Callable[[], T]) -> Future[T]:
        """Do it now or soon; what it raises is in the future."""
        ...


class Inline:
    """Keeps on the calling thread; what it returns is done."""

    def keep(self, work: Callable[[], T]) -> Future[T]:
        """See `Keeper`."""
        from concurrent.futures import Future

        done: Future[T] = Future()
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            done.set_exception(error)
        return done


INLINE: Final = Inline()


class Beside:
    """Keeps on a thread of its own, begun with the first page.

    A page of goods waits while a payment is open, ten minutes at most (performance.md 2.9), and a whole list
    takes its time; neither may hold up what is sold.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._kept: Callable[[], Any] = _nothing

    def tell(self, kept: Callable[[], Any]) -> None:
        """Whom to wake after each page, on the keeper's thread."""
        self._kept = kept

    def keep(self, work: Callable[[], T]) -> Future[T]:
        """See `Keeper`."""
        from concurrent.futures import ThreadPoolExecutor

        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="goods")
        begun = self._pool.submit(work)
        begun.add_done_callback(self._told)
        return begun

    def close(self) -> None:
        """Begin nothing more; what is under way ends by itself or with the store."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _told(self, done: Future[Any]) -> None:
        del done
        self._kept()


def _nothing() -> None:
    pass
