"""The main job as its readers see it: pages made from the published figures, by the command."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

WORKBOOK = Path(sys.executable).with_name("workbook")
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


ALONE = {**os.environ, "PATH": str(WORKBOOK.parent)}
"""No program in reach but those of the package's own environment: no browser and no LaTeX."""


def workbook(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(WORKBOOK), "run", "--output", str(output), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=ALONE
    )


@pytest.fixture(scope="module")
def reports(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder that the command alone, with nothing asked, has filled.

    It takes over what it had made for other tests, in the same way.
    """
    folder = tmp_path_factory.mktemp("main") / "reports"
    shutil.copytree(reports / ".cache", folder / ".cache")
    done = workbook(folder)
    assert done.returncode == 0, done.stderr
    return folder


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.rglob(pattern)
    return found


def words(page: Path) -> str:
    """Visible text of a page, without its style sheet and drawings."""
    source = page.read_text(encoding="utf-8")
    source = re.sub(r"<(style|svg|script)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", source)))


def test_ten_districts_and_the_province_get_a_page_in_every_form(reports: Path) -> None:
    for form in ("html", "pdf", "docx"):
        names = {path.name for path in reports.rglob(f"*_vi.{form}")}
        counts = [
            sum(name.startswith(kind) for name in names) for kind in ("briefing_", "synthesis_")
        ]
        assert counts == [10, 1], names
    assert (reports / "index.html").is_file()


def test_figures_stand_inside_their_page_and_no_two_units_share_a_file(reports: Path) -> None:
    edition = only(reports, "manifest.json").parent
    entries = json.loads((edition / "manifest.json").read_bytes())["reports"]
    names = [file["name"] for entry in entries for file in entry["files"].values()]
    assert len(set(names)) == len(names) == 33
    assert {path.name for path in edition.iterdir()} == {*names, "manifest.json", "SHA256SUMS"}
    for page in edition.glob("*.html"):
        source = page.read_text(encoding="utf-8")
        assert source.count("<svg") >= 4
        assert not re.findall(r"""<(?:img|object|embed|iframe|source)\b""", source)


def test_index_names_every_unit_once_and_its_counts_add_up(reports: Path) -> None:
    page = (reports / "index.html").read_text(encoding="utf-8")
    entries = json.loads(only(reports, "manifest.json").read_bytes())["reports"]
    districts = [entry["unit"] for entry in entries if entry["notebook"] == "briefing"]
    assert (
        sorted(re.findall(r'<th scope="row"[^>]*><span[^>]* data-unit="(\d+)"', page)) == districts
    )
    tallies = re.findall(r'<ul class="tally">(.+?)</ul>', page)
    assert tallies
    for tally in tallies:
        counts = [int(count) for count in re.findall(r"</span> [^<]+</span> (\d+)</li>", tally)]
        assert sum(counts) == len(districts)
        assert f"= {len(districts)} đơn vị" in tally


def test_a_second_run_makes_nothing_again(reports: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in reports.rglob("*_vi.pdf")}
    done = workbook(reports)
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in reports.rglob("*_vi.pdf")} == before


def test_dakrong_shows_each_figure_in_its_standard_and_no_change_across_the_break(
    reports: Path,
) -> None:
    page = words(only(reports, "briefing_467_*.html"))
    for figure in ("56,55%", "33,75%", "43,69%", "38,04%"):
        assert figure in page
    # 43.69 - 33.75, 43.69 - 27.89 and 56.55 - 38.04 would be changes of standard, not of poverty.
    for forbidden in ("9,94 điểm", "15,80 điểm", "18,51 điểm"):
        assert forbidden not in page
    assert "giảm 5,65 điểm %" in page


def test_the_province_shows_the_worked_example(reports: Path) -> None:
    """15.90 - 14.93 - 13.16 - 11.64: mean fall 1.42; (9 - 4.26) / 6 = 0.79 points a year left."""
    page = words(only(reports, "synthesis_45_*.html"))
    for said in ("1,42 điểm %/năm", "0,79", "Đạt chỉ tiêu", "1.447 hộ"):
        assert said in page


def test_a_unit_without_figures_says_so_and_says_what_can_be_said(reports: Path) -> None:
    page = words(only(reports, "briefing_466_*.html"))
    assert "chưa tìm thấy số liệu của đơn vị" in page
    assert "11,64%" in page  # the province's last figure
    assert "195" in page  # households behind one point: 19,461 of the census of 2019
    assert "Quyết định 14/QĐ-UBND" in page  # the document that would supply them


def test_a_small_unit_gets_counts_and_no_rate_of_its_own(reports: Path) -> None:
    page = words(only(reports, "briefing_471_*.html"))
    assert "43 hộ" in page
    assert "dân số" in page.lower()


def test_pages_ask_nothing_of_the_network_and_run_one_script_of_their_own(reports: Path) -> None:
    for page in reports.rglob("*.html"):
        source = page.read_text(encoding="utf-8")
        # One script, written into the page and let in by its hash, which no reader needs.
        assert source.count("<script") == 1
        assert not re.findall(r"""(?:src|srcset|@import)\s*=?\s*["'(]?https?:""", source)
        assert not re.findall(r"<link[^>]+href=[\"']https?:", source)
        assert len(source.encode()) < 400_000


def test_every_pdf_is_tagged_vietnamese_with_embedded_fonts(reports: Path) -> None:
    for path in reports.rglob("*_vi.pdf"):
        reader = PdfReader(path)
        assert reader.trailer["/Root"]["/Lang"] == "vi"
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        fonts = [
            font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
            for page in reader.pages
            for font in page["/Resources"].get("/Font", {}).values()
        ]
        assert fonts
        assert all(any(f"/FontFile{n}" in font for n in ("", "2", "3")) for font in fonts)
        assert path.stat().st_size < 300_000


def test_every_pdf_carries_its_figures_and_provenance(reports: Path) -> None:
    for path in reports.rglob("*_vi.pdf"):
        files = PdfReader(path).attachments
        assert set(files) == {"figures.csv", "provenance.json"}
        provenance = json.loads(bytes(files["provenance.json"][0]))
        assert all(json.loads(question) for question in provenance["inputs"])
        entry = json.loads(path.with_name("manifest.json").read_bytes())["reports"]
        told = [{**report["report"], "inputs": None} for report in entry]
        assert {**provenance, "inputs": None} in told
    rows = csv.DictReader(
        bytes(PdfReader(only(reports, "briefing_467_*.pdf")).attachments["figures.csv"][0])
        .decode()
        .splitlines()
    )
    poor = {row["year"]: row["value"] for row in rows if row["indicator"] == "poor_household_rate"}
    assert poor["2022"] == "43.69"
    assert poor["2023"] == "38.04"


def test_every_word_file_says_the_numbers_of_the_page(reports: Path) -> None:
    for path in reports.rglob("*_vi.docx"):
        file = Document(path)
        parts = (file.element, file.sections[0].footer._element)
        told = " ".join(text.text or "" for part in parts for text in part.iter(qn("w:t")))
        page = words(path.with_suffix(".html"))
        assert (
            Counter(re.findall(r"\d[\d.,]*\d|\d", page))
            - Counter(re.findall(r"\d[\d.,]*\d|\d", told))
            == Counter()
        ), path.name
        assert path.stat().st_size < 400_000


def test_vinh_linh_is_reported_as_known_on_the_day(tmp_path: Path) -> None:
    """It was 2.17 % at first, then 1.99 %, and 1.91 % only from March 2024."""
    done = workbook(tmp_path, "--units", "464", "--notebooks", "briefing", "--as-of", "2024-01-04")
    assert done.returncode == 0, done.stdout + done.stderr
    page = words(only(tmp_path, "briefing_464_*.html"))
    assert "1,99%" in page
    assert "1,91%" not in page


def test_the_provinces_as_of_2012_use_no_later_figure(tmp_path: Path) -> None:
    """The survey of 2012 came out in 2013, so 2010 (25.1 %) is the last year of Quảng Trị."""
    arguments = ("--dataset", "provinces", "--as-of", "2012-12-31", "--units", "45")
    done = workbook(tmp_path, *arguments, "--notebooks", "briefing")
    assert done.returncode == 0, done.stdout + done.stderr
    source = only(tmp_path, "briefing_45_*.html").read_text(encoding="utf-8")
    (published,) = re.findall(r"<caption>Số liệu[^<]*công bố.*?</table>", source, flags=re.DOTALL)
    assert re.findall(r'scope="row"[^>]*>(\d{4})<', published) == ["2006", "2008", "2010"]
    assert "25,10%" in published
    days = re.findall(r"\d\d/\d\d/(20\d\d)", words(only(tmp_path, "briefing_45_*.html")))
    assert max(int(year) for year in days) == 2012


def test_plain_papermill_and_nbconvert_make_the_same_page(reports: Path, tmp_path: Path) -> None:
    source = NOTEBOOKS / "briefing.ipynb"
    commands = [
        ["papermill", "--no-progress-bar", str(source), "out.ipynb", "-p", "unit", "467"],
        ["nbconvert", "--to", "briefing_html", "out.ipynb"],
    ]
    for name, *arguments in commands:
        command = [sys.executable, "-m", name, *arguments]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=300)
    assert words(tmp_path / "out.html") == words(only(reports, "briefing_467_*.html"))


def test_a_broken_file_stops_everything_before_anything_is_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(NOTEBOOKS.parent / "data", data)
    figures = data / "published" / "observations.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace(",38.04,", ",140,", 1), encoding="utf-8")
    done = workbook(tmp_path / "reports", "--data", str(data))
    assert done.returncode == 3
    assert "observations.csv, dòng" in done.stderr
    assert "140" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports").exists()
