/** The board's own fonts, from where its package has them. Each family lies in several files, by ranges of characters. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

const folder = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), 'fonts');

/** What the board's text sizes are measured by, in units of the em. */
interface Metrics {
  readonly ascender: number;
  readonly descender: number;
}

interface Family extends Metrics {
  readonly folder: string;
}

const handwritten: Metrics = { ascender: 0.886, descender: -0.374 };

/** By the number that an element carries. */
const families: Readonly<Record<number, Family>> = {
  1: { folder: 'Virgil', ...handwritten },
  2: { folder: 'Liberation', ascender: 1577 / 2048, descender: -471 / 2048 },
  3: { folder: 'Cascadia', ascender: 1900 / 2048, descender: -480 / 2048 },
  5: { folder: 'Excalifont', ...handwritten },
  6: { folder: 'Nunito', ascender: 1.011, descender: -0.353 },
  7: { folder: 'Lilita', ascender: 0.923, descender: -0.22 },
  8: { folder: 'ComicShanns', ascender: 0.75, descender: -0.25 },
  9: { folder: 'Liberation', ascender: 1854 / 2048, descender: -434 / 2048 },
};
const usual: Family = { folder: 'Virgil', ...handwritten };

/** For what a family lacks: Latin, Greek and Cyrillic, then Chinese and Japanese. */
const fallbacks = ['Excalifont', 'Nunito', 'Liberation', 'Xiaolai'];

export interface Face {
  readonly file: string;
  readonly font: Font;
}

export function metricsOf(fontFamily: number): Metrics {
  return families[fontFamily] ?? usual;
}

/** Reads font files when a character first needs them, and keeps what it has read. */
export class FontFiles {
  readonly #files = new Map<string, ReadonlyMap<number, string>>();
  readonly #fonts = new Map<string, Font>();

  /** Null: no font here has it. */
  faceOf(fontFamily: number, codePoint: number): Face | null {
    const own = (families[fontFamily] ?? usual).folder;
    for (const name of [own, ...fallbacks]) {
      const file = this.#filesOf(name).get(codePoint);
      if (file !== undefined) return { file, font: this.#open(file) };
    }
    return null;
  }

  /** Which of a family's files has a character. */
  #filesOf(name: string): ReadonlyMap<number, string> {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const files = new Map<number, string>();
    for (const file of readdirSync(join(folder, name)).sort()) {
      // The two hundred files of Chinese characters are not kept open for one of them.
      const font = read(join(folder, name, file));
      for (const codePoint of font.characterSet) files.set(codePoint, join(folder, name, file));
    }
    this.#files.set(name, files);
    return files;
  }

  #open(file: string): Font {
    const font = this.#fonts.get(file) ?? read(file);
    this.#fonts.set(file, font);
    return font;
  }
}

function read(file: string): Font {
  const font = create(readFileSync(file));
  if (!('layout' in font)) throw new Error(`${file} holds several fonts`);
  return font;
}
