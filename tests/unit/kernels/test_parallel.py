"""Items on several threads: each once, stopped by what fails, by a callback and by Ctrl-C."""

import signal
import threading
from collections import Counter
from collections.abc import Callable

import pytest

import kernel_modules

native = kernel_modules.native()

with_threads = pytest.mark.parametrize("threads", [1, 2, 5])


def run(
    items: int,
    threads: int,
    work: Callable[[int, int], object],
    progress: Callable[[int, int], object] | None = None,
) -> None:
    native.for_each_item(items, threads, progress, work)


@with_threads
@pytest.mark.parametrize("items", [0, 1, 3, 500])
def test_each_item_is_worked_on_once_by_a_worker_that_there_is(items: int, threads: int) -> None:
    done: list[tuple[int, int]] = []
    run(items, threads, lambda item, worker: done.append((item, worker)))
    assert sorted(item for item, _ in done) == list(range(items))
    assert {worker for _, worker in done} <= set(range(threads))


def test_several_threads_work_at_once() -> None:
    both = threading.Barrier(2, timeout=60)
    run(2, 2, lambda _item, _worker: both.wait())


def test_no_two_threads_share_a_worker() -> None:
    threads: dict[int, set[int]] = {}

    def work(_item: int, worker: int) -> None:
        threads.setdefault(worker, set()).add(threading.get_ident())

    run(500, 3, work)
    assert {len(own) for own in threads.values()} == {1}


@with_threads
def test_progress_ends_with_everything_done(threads: int) -> None:
    told: list[tuple[int, int]] = []
    run(7, threads, lambda _item, _worker: None, lambda *seen: told.append(seen))
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@with_threads
def test_what_the_work_raises_is_raised_and_ends_it(threads: int) -> None:
    done: Counter[int] = Counter()

    def work(item: int, _worker: int) -> None:
        done[item] += 1
        if item == 3:
            raise LookupError("the fourth")

    with pytest.raises(LookupError, match="the fourth"):
        run(100_000, threads, work)
    assert done.total() < 100_000


@with_threads
def test_what_the_callback_raises_is_raised_and_ends_the_work(threads: int) -> None:
    told = threading.Event()

    def progress(_done: int, _total: int) -> None:
        told.set()
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        run(3 if threads == 1 else 100, threads, lambda *_: told.wait(0.1), progress)


@with_threads
def test_an_interruption_ends_the_work(threads: int) -> None:
    done: Counter[str] = Counter()

    def work(item: int, _worker: int) -> None:
        done["items"] += 1
        if item == 10:
            signal.raise_signal(signal.SIGINT)

    # To the end it would take minutes.
    with pytest.raises(KeyboardInterrupt):
        run(1_000_000_000, threads, work)
    assert done["items"] > 10


def test_work_in_another_thread_than_the_first_is_done_as_well() -> None:
    done: list[int] = []
    thread = threading.Thread(target=run, args=(20, 2, lambda item, _worker: done.append(item)))
    thread.start()
    thread.join()
    assert sorted(done) == list(range(20))
