#!/usr/bin/env python3
"""Draws the three tables that the quickstart prints as the picture on the first screen of README.md.

    ./scripts/quickstart.sh | tee quickstart.txt
    python3 scripts/quickstart-picture.py quickstart.txt docs/images/quickstart.svg

The tables are those of js/e2e/src/quickstart.ts. Lines of them are drawn as lines, and every cell is placed by its
column, so that the picture looks the same with any monospaced font. Nothing but the text of the run is drawn.
"""

import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

TITLES = ("Questions never trained on", "Three of them", "Who paid, who earned")
# Pixels of a character and of a line, and the margin around the text.
COLUMN, LINE, MARGIN, BAR = 8.0, 18, 20, 34
INK, FAINT, RULE, TITLE, GAIN, LOSS = "#d7dae0", "#8b92a0", "#4a505c", "#7cc7ff", "#7fd88f", "#f0917f"


def tables(text: str) -> list[list[str]]:
    """Returns the lines of each table, its title first; ends the program if one is missing or broken off."""
    lines = [line.rstrip() for line in text.splitlines()]
    found = []
    for title in TITLES:
        starts = [at for at, line in enumerate(lines[:-1]) if line == title and lines[at + 1].startswith("┌")]
        if not starts:
            sys.exit(f'the table "{title}" is missing: give the whole output of scripts/quickstart.sh')
        start = starts[-1]
        ends = [at for at in range(start, len(lines)) if lines[at].startswith("└")]
        if not ends:
            sys.exit(f'the table "{title}" has no end')
        found.append(lines[start : ends[0] + 1])
    return found


def text_at(column: float, row: int, content: str, colour: str, anchor: str = "start", bold: bool = False) -> str:
    """Returns a text element that starts (or ends) at a column."""
    x, y = MARGIN + column * COLUMN, BAR + MARGIN + row * LINE
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(content)}</text>'


def cell(left: int, row: int, content: str, colour: str) -> str:
    """Returns a cell's text, at the side of its column at which the quickstart set it."""
    if content.startswith("  ") and not content.endswith("  "):
        return text_at(left + len(content) - 1, row, content.strip(), colour, "end")
    return text_at(left + 1, row, content.strip(), colour)


def colour_of(content: str, head: bool) -> str:
    """Returns the colour of a cell: gains and losses stand out in the last table."""
    change = re.fullmatch(r"([-+])[\d.,]+", content.strip())
    return FAINT if head else INK if not change else GAIN if change[1] == "+" else LOSS


def draw_table(lines: list[str], row: int) -> list[str]:
    """Returns the elements of a table whose title stands in a row."""
    drawn = [text_at(0, row, lines[0], TITLE, bold=True)]
    edges = [at for at, sign in enumerate(lines[1]) if sign in "┌┬┐"]

    def x(column: int) -> float:
        return MARGIN + (column + 0.5) * COLUMN

    def y(at: int) -> float:
        return BAR + MARGIN + (row + at) * LINE - LINE / 4

    for edge in edges:
        drawn.append(f'<path d="M{x(edge):g} {y(1):g}V{y(len(lines) - 1):g}" stroke="{RULE}"/>')
    rules = 0
    for at, line in enumerate(lines[1:], 1):
        if line[0] in "┌├└":
            drawn.append(f'<path d="M{x(edges[0]):g} {y(at):g}H{x(edges[-1]):g}" stroke="{RULE}"/>')
            rules += 1
            continue
        for left, right in zip(edges, edges[1:]):
            content = line[left + 1 : right]
            if content.strip():
                drawn.append(cell(left + 1, row + at, content, colour_of(content, head=rules == 1)))
    return drawn


def picture(text: str) -> str:
    """Returns the picture as SVG."""
    found = tables(text)
    columns = max(len(line) for table in found for line in table)
    row, body = 0, []
    for table in found:
        body += draw_table(table, row)
        row += len(table) + 1
    width, height = columns * COLUMN + 2 * MARGIN, BAR + MARGIN + (row - 1) * LINE + MARGIN / 2
    lights = "".join(f'<circle cx="{20 + 20 * i}" cy="17" r="6" fill="{RULE}"/>' for i in range(3))
    command = f'<text x="{width / 2:g}" y="22" fill="{FAINT}" text-anchor="middle">./scripts/quickstart.sh</text>'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
            ' font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="13">',
            "<title>What scripts/quickstart.sh prints: accuracy and losses, answers side by side, who paid and who earned</title>",
            f'<rect width="100%" height="100%" rx="8" fill="#1d2026"/>{lights}{command}',
            *body,
            "</svg>\n",
        ]
    )


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(picture(source.read_text()))


if __name__ == "__main__":
    main()
