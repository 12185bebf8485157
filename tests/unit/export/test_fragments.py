import pytest
from nbformat import NotebookNode, v4

from analysis.errors import ExitCode, UserError
from analysis.export import NotebookNotReadyError
from analysis.export.fragments import check_executed, fragments


def notebook(*cells: NotebookNode) -> NotebookNode:
    return v4.new_notebook(cells=list(cells))


def test_pieces_come_in_order_without_code_and_notes_to_analysts() -> None:
    outputs = [
        v4.new_output("stream", text="log"),
        v4.new_output("display_data", data={"text/plain": "repr only"}),
        v4.new_output("display_data", data={"text/html": "<i>", "text/plain": "foreign"}),
        v4.new_output("execute_result", data={"text/html": "<b>", "text/vnd.typst": "#b"}),
    ]
    pieces = fragments(
        notebook(
            v4.new_markdown_cell("intern", metadata={"tags": ["analyst"]}),
            v4.new_code_cell("code", outputs=outputs),
            v4.new_markdown_cell("after"),
            v4.new_raw_cell("raw"),
        )
    )
    assert [(piece.kind, piece.text or piece.html) for piece in pieces] == [
        ("html", "foreign"),
        ("typst", "<b>"),
        ("markdown", "after"),
    ]


def test_a_notebook_that_was_not_run_is_refused_in_one_sentence() -> None:
    cells = [v4.new_code_cell("a", execution_count=1), v4.new_code_cell("b")]
    with pytest.raises(NotebookNotReadyError) as refusal:
        check_executed(notebook(*cells), "báo cáo", "vi")
    assert str(refusal.value) == (
        "báo cáo: ô thứ 2 chưa được chạy; hãy chạy toàn bộ sổ tính rồi xuất lại."
    )
    assert isinstance(refusal.value, UserError)
    assert refusal.value.exit_code is ExitCode.BAD_PARAMETERS


def test_a_notebook_with_a_failed_cell_is_refused_with_the_failure() -> None:
    failure = v4.new_output("error", ename="ValueError", evalue="no figure", traceback=[])
    cell = v4.new_code_cell("a", execution_count=1, outputs=[failure])
    with pytest.raises(NotebookNotReadyError, match=r"cell 1 .*ValueError: no figure"):
        check_executed(notebook(cell), "report", "en")


def test_blank_skipped_and_written_cells_need_no_run() -> None:
    check_executed(
        notebook(
            v4.new_code_cell("  \n"),
            v4.new_code_cell("x", metadata={"tags": ["skip-execution"]}),
            v4.new_markdown_cell("y"),
        ),
        "report",
        "en",
    )
