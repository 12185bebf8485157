"""Time and size of a report's files, against a browser that prints the same page.

Runs the notebooks of a district and of the province once, then exports each a few times in one
process. What counts are the ratios of one run: PDF to HTML, and PDF to a headless Chromium that
prints our own HTML, where there is one.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbconvert.exporters import get_exporter

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
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")


def median_seconds(step: Callable[[], object]) -> float:
    """Median of a few runs of a step after one that warms up."""
    step()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for report in REPORTS:
            executed = execute(report, folder)
            seconds, sizes = {}, {}
            for form in FORMS:
                exporter = get_exporter(form)()
                content, _ = exporter.from_filename(str(executed))
                content = content.encode() if isinstance(content, str) else content
                sizes[form] = len(content) / 1000
                executed.with_suffix(f".{form}.html").write_bytes(content)
                seconds[form] = median_seconds(lambda e=exporter, n=executed: e.from_filename(n))
            html, pdf, docx = (seconds[form] for form in FORMS)
            line = f"{report}: PDF {pdf:.2f} s, {pdf / html:.1f} × HTML, {docx / pdf:.1f} × in DOCX"
            if chromium:
                page = executed.with_suffix(".briefing_html.html")
                browser = median_seconds(printed_by_browser(chromium, page, folder))
                line += f", {pdf / browser:.2f} of a browser's time ({browser:.2f} s)"
            is_small = sizes["briefing_pdf"] <= LARGEST_PDF_KILOBYTES
            is_small &= sizes["briefing_html"] <= LARGEST_HTML_KILOBYTES
            passed &= is_small and pdf <= LARGEST_PDF_SECONDS
            print(line, {form: f"{size:.0f} kB" for form, size in sizes.items()})
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
