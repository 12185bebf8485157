"""Small counts, and what would give them away."""

from analysis.data.withholding import withheld_cells

TITLE = {
    "vi": "Số đếm nhỏ và những số có thể làm lộ chúng",
    "en": "Small counts and what would give them away",
}
RULE = {
    "vi": (
        "Không nêu số hộ, số người từ 1 đến 4. Nếu lấy tổng trừ các phần còn lại mà ra số đó, "
        "hoặc các số không nêu cộng lại dưới 5, thì không nêu thêm phần nhỏ nhất còn lại. Đã không "
        "nêu thì các lần công bố sau cũng không nêu, cho đến khi có quyết định chính thức. Tỷ lệ "
        "tính từ một số không nêu cũng không nêu. Dấu [ ] là số không nêu."
    ),
    "en": (
        "Counts of 1 to 4 households or persons are withheld. Where the total less the other parts "
        "would tell one, or the withheld parts add up to less than 5, the smallest part left is "
        "withheld too. A count withheld once stays so in later vintages until a decision makes it "
        "official. A rate of a withheld count is withheld. [ ] marks what is withheld."
    ),
}
TABLE = """
| Trường hợp · Case | Đã không nêu · Before | Số liệu · Counts | In ra · Printed |
|---|---|---|---|
| không có số nhỏ | – | 60 = 20 + 40 | 60 = 20 + 40 |
| số 0 không chỉ ai | – | 60 = 0 + 60 | 60 = 0 + 60 |
| một số nhỏ | – | 60 = 3 + 20 + 37 | 60 = [ ] + [ ] + 37 |
| hai số nhỏ cộng lại đủ lớn | – | 60 = 3 + 4 + 53 | 60 = [ ] + [ ] + 53 |
| hai số nhỏ cộng lại vẫn nhỏ | – | 60 = 1 + 1 + 20 + 38 | 60 = [ ] + [ ] + [ ] + 38 |
| phần còn lại là 0 | – | 23 = 3 + 0 + 20 | 23 = [ ] + 0 + [ ] |
| chỉ có một phần | – | 3 = 3 | [ ] = [ ] |
| mọi phần đều nhỏ | – | 4 = 2 + 2 | [ ] = [ ] + [ ] |
| tổng cũng phải giấu | – | 4 = 4 + 0 | [ ] = [ ] + 0 |
| lần trước không nêu | b | 60 = 8 + 15 + 37 | 60 = [ ] + [ ] + 37 |
| thiếu một phần | – | 60 = 3 + … + 37 | 60 = [ ] + … + 37 |
"""

MISSING = "…"


def counts_of(text):
    """Counts by name; the total has none before it, the parts are a, b, c…"""
    total, _, parts = text.partition(" = ")
    return dict(zip("tabcd", [total, *parts.split(" + ")], strict=False))


def printed(counts, hidden):
    shown = ["[ ]" if name in hidden else count for name, count in counts.items()]
    return f"{shown[0]} = {' + '.join(shown[1:])}"


def test_case(row):
    counts = counts_of(row["Counts"])
    known = {name: float(count) for name, count in counts.items() if count != MISSING}
    before = set(row["Before"]) - {"–"}

    hidden = withheld_cells(known, [tuple(counts)], before)

    assert printed(counts, hidden) == row["Printed"]
