import type { DemoFile } from './demo.ts';

export const fieldNotesFiles: readonly DemoFile[] = [
  {
    path: 'README.md',
    content: `# Bird counts

Each week someone walks the three ponds and fills a sheet: \`sheets/<week>-<pond>.csv\`.

    python counts.py sheets/ > counts.csv
    python chart.py counts.csv > chart.svg

A sheet has the columns species, count, note. A count may be a range (\`20-30\`): the middle is taken.
`,
  },
  {
    path: 'counts.py',
    content: `"""Reads all counting sheets of a folder and writes one table: week, pond, species, count."""

import csv
import sys
from pathlib import Path


def read_count(text):
    """A number, or the middle of a range such as 20-30."""
    low, _, high = text.strip().partition("-")
    return round((int(low) + int(high or low)) / 2)


def read_sheet(path):
    week, _, pond = path.stem.partition("-")
    with path.open(newline="", encoding="utf-8") as sheet:
        for number, row in enumerate(csv.DictReader(sheet), start=2):
            try:
                yield int(week), pond, row["species"].strip().lower(), read_count(row["count"])
            except (KeyError, ValueError) as problem:
                print(f"{path}:{number}: {problem}", file=sys.stderr)


def main(folder):
    table = csv.writer(sys.stdout)
    table.writerow(["week", "pond", "species", "count"])
    for path in sorted(Path(folder).glob("*.csv")):
        table.writerows(read_sheet(path))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sheets")
`,
  },
  {
    path: 'chart.py',
    content: `"""Draws the sum of each week as bars, in SVG, with nothing but the standard library."""

import csv
import sys
from collections import Counter

WIDTH, HEIGHT, GAP = 720, 240, 4


def sums(path):
    weeks = Counter()
    with open(path, newline="", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            weeks[int(row["week"])] += int(row["count"])
    return sorted(weeks.items())


def bars(weeks):
    top = max(count for _, count in weeks)
    step = WIDTH / len(weeks)
    for index, (week, count) in enumerate(weeks):
        height = HEIGHT * count / top
        yield (
            f'<rect x="{index * step:.1f}" y="{HEIGHT - height:.1f}" '
            f'width="{step - GAP:.1f}" height="{height:.1f}"><title>week {week}: {count}</title></rect>'
        )


if __name__ == "__main__":
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="#3d6b58">')
    print("\\n".join(bars(sums(sys.argv[1]))))
    print("</svg>")
`,
  },
  {
    path: 'sheets/14-north.csv',
    content: `species,count,note
Tufted duck,34,
Coot,20-30,counted from the far bank
Great crested grebe,4,two pairs
Reed warbler,1,first of the year
`,
  },
  {
    path: 'sheets/15-north.csv',
    content: `species,count,note
Tufted duck,29,
Coot,27,
Great crested grebe,5,
Reed warbler,6,singing
Kingfisher,1,
`,
  },
];
