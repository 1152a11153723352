/** Text as outlines of its glyphs: a picture of a drawing looks the same wherever it is made, whatever fonts are there. */
import type { TextElement } from '@draftroom/core/model/drawing/drawing-element';
import type { Face, FontFiles } from './font-files.ts';
import { metricsOf } from './font-files.ts';

/** More is no text that anybody reads in a picture. */
const mostGlyphs = 100_000;

/** Of one line. */
const mostCharacters = 2_000;

export type TextStyle = Pick<
  TextElement,
  'text' | 'fontFamily' | 'fontSize' | 'lineHeight' | 'textAlign' | 'width' | 'strokeColor'
>;

interface Piece {
  /** Null for characters that no font has. */
  readonly face: Face | null;
  readonly characters: string;
}

/** Every glyph is defined once and used where it stands. */
export class TextOutlines {
  readonly #fonts: FontFiles;
  readonly #glyphs = new Map<string, string>();
  readonly #definitions: string[] = [];
  #left = mostGlyphs;

  constructor(fonts: FontFiles) {
    this.#fonts = fonts;
  }

  get definitions(): readonly string[] {
    return this.#definitions;
  }

  /** Elements of SVG, relative to the upper left corner of the text. */
  draw({ text, fontFamily, fontSize, lineHeight, textAlign, width }: TextStyle): string {
    const { ascender, descender } = metricsOf(fontFamily);
    const step = fontSize * lineHeight;
    const baseline = fontSize * ascender + (step - fontSize * (ascender - descender)) / 2;
    const lines = text.replace(/\r\n?/g, '\n').split('\n');
    return lines
      .map((line, i) => {
        if (this.#left <= 0) return '';
        const { glyphs, advance } = this.#line(line, fontFamily);
        const free = width - advance * fontSize;
        const x = textAlign === 'center' ? free / 2 : textAlign === 'right' ? free : 0;
        if (glyphs === '') return '';
        const y = baseline + i * step;
        return `<g transform="translate(${digits(x)} ${digits(y)}) scale(${digits(fontSize)})">${glyphs}</g>`;
      })
      .join('');
  }

  /** In font sizes. */
  widthOf(line: string, fontFamily: number): number {
    return this.#line(line, fontFamily).advance;
  }

  #line(line: string, fontFamily: number): { glyphs: string; advance: number } {
    let advance = 0;
    let glyphs = '';
    for (const { face, characters } of this.#pieces(line, fontFamily)) {
      if (face === null) {
        for (const _ of characters) {
          if (this.#left-- <= 0) break;
          glyphs += `<use href="#${this.#unknown()}" x="${digits(advance)}"/>`;
          advance += 0.7;
        }
        continue;
      }
      const { font } = face;
      const run = font.layout(characters);
      for (const [i, glyph] of run.glyphs.entries()) {
        const position = run.positions[i];
        const id = this.#left-- > 0 ? this.#define(face, glyph) : null;
        if (id !== null)
          glyphs += `<use href="#${id}" x="${digits(advance + (position?.xOffset ?? 0) / font.unitsPerEm)}"/>`;
        advance += (position?.xAdvance ?? glyph.advanceWidth) / font.unitsPerEm;
      }
    }
    return { glyphs, advance };
  }

  /** Runs of one font each; spaces and marks stay with what stands before them. */
  #pieces(line: string, fontFamily: number): Piece[] {
    const pieces: { face: Face | null; characters: string }[] = [];
    for (const character of line.slice(0, mostCharacters).toWellFormed().replaceAll('\t', '        ')) {
      if (/[\p{Cc}\p{Cf}]|\p{Variation_Selector}/u.test(character)) continue;
      const last = pieces.at(-1);
      const face = this.#fonts.faceOf(fontFamily, character.codePointAt(0) ?? 0);
      if (last !== undefined && last.face?.file === face?.file) last.characters += character;
      else pieces.push({ face, characters: character });
    }
    return pieces;
  }

  /** Null for glyphs without ink. */
  #define({ file, font }: Face, glyph: ReturnType<Face['font']['getGlyph']>): string | null {
    const key = `${file} ${glyph.id}`;
    const known = this.#glyphs.get(key);
    if (known !== undefined) return known === '' ? null : known;
    const scale = 1 / font.unitsPerEm;
    const data = glyph.path.scale(scale, -scale).toSVG();
    const id = data === '' ? '' : `g${this.#glyphs.size}`;
    this.#glyphs.set(key, id);
    if (id === '') return null;
    this.#definitions.push(`<path id="${id}" d="${shortened(data)}"/>`);
    return id;
  }

  /** A narrow box. */
  #unknown(): string {
    if (!this.#glyphs.has('unknown')) {
      this.#glyphs.set('unknown', 'unknown');
      this.#definitions.push('<path id="unknown" d="M.08 0V-.7H.62V0ZM.13-.05H.57V-.65H.13Z" fill-rule="evenodd"/>');
    }
    return 'unknown';
  }
}

function shortened(data: string): string {
  return data.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 1e4) / 1e4));
}

function digits(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}
