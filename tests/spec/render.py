"""Write docs/methods.md from the spec tests, so that the manual says what the tests prove."""

from __future__ import annotations

import runpy
from pathlib import Path

FOLDER = Path(__file__).parent
DOCUMENT = FOLDER.parents[1] / "docs" / "methods.md"
CHAPTERS = (
    "vintages",
    "mean_change",
    "standards",
    "corridor",
    "needed_pace",
    "level",
    "joint_model",
    "known_total",
    "evidence",
    "edge_cases",
    "projection_break",
    "splice",
    "value_of_figures",
    "probability_words",
    "readings",
    "rank",
    "allocation",
    "withholding",
    "deadlines",
    "data_status",
    "plan_items",
    "thresholds",
)
HEAD = """\
# Phương pháp / Methods

Tài liệu này được tạo từ các bài kiểm tra trong `tests/spec`: mỗi bảng là một bộ ví dụ đã được \
chạy và cho đúng kết quả. Không sửa trực tiếp; hãy sửa bài kiểm tra rồi chạy `make docs`.

*Written from the tests in `tests/spec`: each table is a set of examples that were run and came \
out so. Do not edit; change the test and run `make docs`.*
"""


def chapter(number: int, name: str) -> str:
    """One rule in both languages with its table of examples."""
    spec = runpy.run_path(str(FOLDER / f"test_{name}.py"))
    title, rule = spec["TITLE"], spec["RULE"]
    return "\n\n".join(
        (
            f"## {number}. {title['vi']}",
            f"*{title['en']}*",
            rule["vi"],
            f"> {rule['en']}",
            spec["TABLE"].strip(),
        )
    )


def document() -> str:
    """The whole manual as Markdown."""
    chapters = [chapter(number, name) for number, name in enumerate(CHAPTERS, start=1)]
    return "\n\n".join((HEAD.strip(), *chapters)) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
