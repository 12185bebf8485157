"""Children are asked to evaluate a text, which any process can import."""

import os
import signal
import time

import psutil
import pytest

from analysis.run.isolation import (
    POLL_SECONDS,
    ChildFailedError,
    ChildKilledError,
    Limits,
    call_isolated,
)

MEGABYTE = 1024**2


def test_result_comes_from_another_process() -> None:
    pid, usage = call_isolated(eval, "__import__('os').getpid()")
    assert pid != os.getpid()
    assert usage.seconds > 0


def test_children_share_nothing_of_what_they_change() -> None:
    call_isolated(eval, "setattr(__import__('json'), 'left', 1)")
    assert call_isolated(eval, "hasattr(__import__('json'), 'left')")[0] is False


def test_figures_and_memory_end_with_their_child() -> None:
    left = "[__import__('matplotlib.pyplot').pyplot.figure() for _ in range(3)]"
    held = f"({left}, bytearray(300_000_000), __import__('time').sleep(0.5)) and 1"
    _, used = call_isolated(eval, held)
    numbers, after = call_isolated(eval, "__import__('matplotlib.pyplot').pyplot.get_fignums()")
    assert numbers == []
    assert used.peak_memory_bytes > 250_000_000 + after.peak_memory_bytes


def test_error_brings_the_traceback_of_the_child() -> None:
    with pytest.raises(ChildFailedError, match="ZeroDivisionError: division by zero"):
        call_isolated(eval, "1 / 0")


def test_full_disk_in_a_child_is_the_callers_error_too() -> None:
    text = "(_ for _ in ()).throw(OSError(28, 'No space left on device'))"
    with pytest.raises(OSError, match="No space left"):
        call_isolated(eval, text)


def test_child_that_takes_too_long_is_killed() -> None:
    started = time.monotonic()
    with pytest.raises(ChildKilledError) as caught:
        call_isolated(eval, "__import__('time').sleep(60)", limits=Limits(wall_seconds=0.5))
    assert caught.value.cause == "timeout"
    assert time.monotonic() - started < 30


def test_child_that_takes_too_much_memory_is_killed() -> None:
    used = call_isolated(eval, "__import__('time').sleep(0.2)")[1].peak_memory_bytes
    limits = Limits(memory_bytes=used + 100 * MEGABYTE)
    with pytest.raises(ChildKilledError) as caught:
        call_isolated(eval, "[b'x' * 2**28, __import__('time').sleep(60)]", limits=limits)
    assert caught.value.cause == "memory"


def test_child_killed_from_outside_is_told_with_its_signal() -> None:
    with pytest.raises(ChildKilledError) as caught:
        call_isolated(eval, "__import__('os').kill(__import__('os').getpid(), 9)")
    assert (caught.value.cause, caught.value.exit_code) == ("killed", -signal.SIGKILL)


def test_child_takes_its_own_children_along() -> None:
    text = "__import__('subprocess').Popen(['sleep', '600']).pid"
    pid, _ = call_isolated(eval, text)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    assert not psutil.pid_exists(pid)


def test_one_linear_algebra_thread_a_child() -> None:
    text = "__import__('os').environ['OPENBLAS_NUM_THREADS']"
    assert call_isolated(eval, text)[0] == os.environ["OPENBLAS_NUM_THREADS"]
