"""Time and size of a report's files, against a browser that prints the same page.

Runs the notebooks of a district and of the province once, then exports each a few times in one
process. What counts are the ratios of one run: PDF to HTML, and PDF to a headless Chromium that
prints our own HTML, where there is one. Limits hold for processor seconds, which another's work on
the machine stretches less, of the first export of a document: the compiler remembers what it has
laid out, so that every further one takes a third. A browser is another process, so that its ratio
is of the clock's time.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from nbconvert.exporters import get_exporter

from analysis.export.typesetting import compile_pdf

ROOT = Path(__file__).resolve().parents[1]
REPORTS = {
    "briefing": ("-p", "unit", "467"),
    "synthesis": (),
    "plan_tracker": (),
    "data_quality": (),
}
FORMS = ("briefing_html", "briefing_pdf", "briefing_docx")
REPEATS = 5
LARGEST_PDF_SECONDS, LARGEST_PDF_KILOBYTES, LARGEST_HTML_KILOBYTES = 0.3, 300, 400
READS_THE_FONTS = '#set document(title: "Đakrông")\nĐakrông'
Clock = Callable[[], float]
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")


def median_seconds(step: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Median of a few runs of a step after one that warms up."""
    step()
    times = []
    for _ in range(REPEATS):
        started = clock()
        step()
        times.append(clock() - started)
    return statistics.median(times)


def execute(name: str, folder: Path) -> Path:
    """Run a notebook by the stock command."""
    target = folder / f"{name}.ipynb"
    command = [Path(sys.executable).with_name("papermill"), "--no-progress-bar"]
    source = ROOT / "notebooks" / f"{name}.ipynb"
    subprocess.run([*command, source, target, *REPORTS[name]], check=True, capture_output=True)
    return target


def printed_by_browser(chromium: str, page: Path, folder: Path) -> Callable[[], object]:
    """Step in which a browser prints a page to PDF."""
    output = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'out.pdf'}"]
    command = [chromium, *QUIET, *output, page.as_uri()]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    chromium = shutil.which("chromium")
    passed = True
    compile_pdf(READS_THE_FONTS, datetime(2026, 1, 1, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for report in REPORTS:
            executed = execute(report, folder)
            first, waited, seconds, sizes = {}, {}, {}, {}
            for form in FORMS:
                exporter = get_exporter(form)()
                started, begun = time.process_time(), time.perf_counter()
                content, _ = exporter.from_filename(str(executed))
                first[form] = time.process_time() - started
                waited[form] = time.perf_counter() - begun
                content = content.encode() if isinstance(content, str) else content
                sizes[form] = len(content) / 1000
                executed.with_suffix(f".{form}.html").write_bytes(content)
                step = partial(exporter.from_filename, str(executed))
                seconds[form] = median_seconds(step, time.process_time)
            html, pdf, docx = (seconds[form] for form in FORMS)
            line = f"{report}: PDF {first['briefing_pdf']:.2f} s at first, {pdf:.2f} s again, "
            line += f"{pdf / html:.1f} × HTML, {docx / pdf:.1f} × in DOCX"
            if chromium:
                page = executed.with_suffix(".briefing_html.html")
                browser = median_seconds(printed_by_browser(chromium, page, folder))
                ratio = waited["briefing_pdf"] / browser
                line += f", {ratio:.2f} of a browser's time ({browser:.2f} s)"
            is_small = sizes["briefing_pdf"] <= LARGEST_PDF_KILOBYTES
            is_small &= sizes["briefing_html"] <= LARGEST_HTML_KILOBYTES
            passed &= is_small and first["briefing_pdf"] <= LARGEST_PDF_SECONDS
            print(line, {form: f"{size:.0f} kB" for form, size in sizes.items()})
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
