/** The files that a room made from a template starts with: small, real, and running as they are. */

export const starterTemplates = ['empty', 'typescript', 'web', 'python'] as const;
export type StarterTemplate = (typeof starterTemplates)[number];

export interface StarterDocument {
  readonly path: string;
  readonly content: string;
}

export function starterDocuments(template: StarterTemplate): readonly StarterDocument[] {
  return byTemplate[template];
}

const byTemplate: Readonly<Record<StarterTemplate, readonly StarterDocument[]>> = {
  empty: [],
  typescript: [
    {
      path: 'README.md',
      content: `# Word count

Counts the words of a text. Run it with Node 24 or newer; nothing has to be installed:

\`\`\`sh
node src/main.ts README.md
node --test
\`\`\`

Everybody in this room edits the same files at the same time.
`,
    },
    {
      path: 'package.json',
      content: `{
  "name": "word-count",
  "private": true,
  "type": "module",
  "scripts": {
    "start": "node src/main.ts README.md",
    "test": "node --test"
  }
}
`,
    },
    {
      path: 'tsconfig.json',
      content: `{
  "compilerOptions": {
    "target": "es2024",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true
  },
  "include": ["src"]
}
`,
    },
    {
      path: 'src/count-words.ts',
      content: `/** How often each word occurs, most frequent first; equal ones by alphabet. */
export function countWords(text: string): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\\p{L}\\p{N}'’-]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
}
`,
    },
    {
      path: 'src/count-words.test.ts',
      content: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords } from './count-words.ts';

test('counts regardless of case', () => {
  assert.deepEqual(countWords('Tea, tea and milk'), [
    ['tea', 2],
    ['and', 1],
    ['milk', 1],
  ]);
});

test('finds nothing in an empty text', () => {
  assert.deepEqual(countWords(''), []);
});
`,
    },
    {
      path: 'src/main.ts',
      content: `import { readFile } from 'node:fs/promises';
import { countWords } from './count-words.ts';

const file = process.argv[2];
if (file === undefined) {
  console.error('Which file? node src/main.ts README.md');
  process.exitCode = 1;
} else {
  for (const [word, count] of countWords(await readFile(file, 'utf8')).slice(0, 10)) {
    console.log(String(count).padStart(4), word);
  }
}
`,
    },
  ],
  web: [
    {
      path: 'index.html',
      content: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tip splitter</title>
    <link rel="stylesheet" href="style.css">
    <script type="module" src="main.js"></script>
  </head>
  <body>
    <main>
      <h1>Tip splitter</h1>
      <form id="bill">
        <label>Bill <input name="amount" type="number" min="0" step="0.01" value="48.50"></label>
        <label>Tip in % <input name="tip" type="number" min="0" max="100" value="10"></label>
        <label>People <input name="people" type="number" min="1" value="3"></label>
      </form>
      <p>Each pays <output id="share" form="bill"></output></p>
    </main>
  </body>
</html>
`,
    },
    {
      path: 'style.css',
      content: `:root {
  color-scheme: light dark;
  font: 1.05rem/1.5 system-ui, sans-serif;
}

body {
  display: grid;
  min-height: 100vh;
  margin: 0;
  place-items: center;
}

main {
  width: min(22rem, 90vw);
}

form {
  display: grid;
  gap: 0.75rem;
}

label {
  display: flex;
  align-items: center;
  justify-content: space-between;
}

input {
  width: 8rem;
  padding: 0.4rem 0.6rem;
  font: inherit;
  text-align: right;
}

output {
  font-size: 1.6rem;
  font-weight: 600;
}
`,
    },
    {
      path: 'main.js',
      content: `const form = document.querySelector('#bill');
const share = document.querySelector('#share');
const money = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function update() {
  const { amount, tip, people } = form.elements;
  const total = amount.valueAsNumber * (1 + tip.valueAsNumber / 100);
  const each = total / people.valueAsNumber;
  share.value = Number.isFinite(each) ? money.format(each) : '–';
}

form.addEventListener('input', update);
form.addEventListener('submit', (event) => event.preventDefault());
update();
`,
    },
    {
      path: 'README.md',
      content: `# Tip splitter

A page without a build step. Serve the folder and open it:

\`\`\`sh
python3 -m http.server 8000
\`\`\`
`,
    },
  ],
  python: [
    {
      path: 'README.md',
      content: `# Reading list

Keeps a list of books in a file. Needs Python 3.10 or newer and nothing else:

\`\`\`sh
python3 reading_list.py add "The Left Hand of Darkness"
python3 reading_list.py show
python3 -m unittest
\`\`\`
`,
    },
    {
      path: 'reading_list.py',
      content: `"""A reading list in a JSON file."""

import argparse
import json
from pathlib import Path

DEFAULT_FILE = Path("books.json")


def load(file: Path) -> list[str]:
    return json.loads(file.read_text("utf-8")) if file.exists() else []


def add(file: Path, title: str) -> bool:
    """Adds a title unless it is already there, in any case. Says whether it was added."""
    books = load(file)
    if title.casefold() in (book.casefold() for book in books):
        return False
    file.write_text(json.dumps([*books, title], indent=2, ensure_ascii=False), "utf-8")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("add").add_argument("title")
    commands.add_parser("show")
    arguments = parser.parse_args()
    if arguments.command == "add":
        print("Added." if add(DEFAULT_FILE, arguments.title) else "That one is already there.")
    else:
        for number, book in enumerate(load(DEFAULT_FILE), start=1):
            print(f"{number:3}  {book}")


if __name__ == "__main__":
    main()
`,
    },
    {
      path: 'test_reading_list.py',
      content: `import tempfile
import unittest
from pathlib import Path

from reading_list import add, load


class ReadingListTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "books.json"

    def test_starts_empty(self) -> None:
        self.assertEqual(load(self.file), [])

    def test_adds_once(self) -> None:
        self.assertTrue(add(self.file, "Emma"))
        self.assertFalse(add(self.file, "EMMA"))
        self.assertEqual(load(self.file), ["Emma"])


if __name__ == "__main__":
    unittest.main()
`,
    },
    { path: '.gitignore', content: '__pycache__/\nbooks.json\n' },
  ],
};
