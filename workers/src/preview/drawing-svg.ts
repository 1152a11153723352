/**
 * A drawing as an SVG picture, without a page: what its exporter does in a browser, with roughjs' own generator and
 * glyphs as outlines. Light, whatever scheme somebody looks at the board in.
 */
import {
  type DrawingElement,
  type FrameElement,
  type ImageElement,
  isFrame,
  type TextElement,
} from '@draftroom/core/model/drawing/drawing-element';
import { type Box, centreOf, ownBox } from './bounds.ts';
import type { FontFiles } from './font-files.ts';
import { inkOutline } from './ink-outline.ts';
import { type Layout, outlineOf } from './layout.ts';
import { type Drawable, pathData } from './rough-generator.ts';
import { cornerRadius, isTransparent } from './rough-options.ts';
import { roughShapes } from './rough-shapes.ts';
import { TextOutlines, type TextStyle } from './text-outlines.ts';

const background = '#ffffff';
const frameColour = '#bbb';

export interface PreviewOptions {
  readonly fonts: FontFiles;
  /** Data URLs of pictures that can be shown, by the id in image elements. */
  readonly pictures: ReadonlyMap<string, string>;
}

export function drawingSvg(layout: Layout, options: PreviewOptions): string {
  const { box, scale } = layout;
  const painter = new Painter(layout, options);
  const body = painter.paint();
  const [w, h] = [box.right - box.left, box.bottom - box.top];
  const size = `width="${Math.max(1, Math.round(w * scale))}" height="${Math.max(1, Math.round(h * scale))}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${digits(w)} ${digits(h)}">`,
    `<defs>${painter.definitions().join('')}</defs>`,
    `<rect width="100%" height="100%" fill="${background}"/>`,
    body,
    '</svg>',
  ].join('');
}

class Painter {
  readonly #elements: readonly DrawingElement[];
  readonly #byId: ReadonlyMap<string, DrawingElement>;
  readonly #box: Box;
  readonly #scale: number;
  readonly #pictures: ReadonlyMap<string, string>;
  readonly #text: TextOutlines;
  readonly #definitions: string[] = [];
  readonly #clips = new Map<string, string>();

  constructor({ elements, box, scale }: Layout, { fonts, pictures }: PreviewOptions) {
    this.#elements = elements;
    this.#byId = new Map(elements.map((element) => [element.id, element]));
    this.#box = box;
    this.#scale = scale;
    this.#pictures = pictures;
    this.#text = new TextOutlines(fonts);
  }

  definitions(): string[] {
    return [...this.#text.definitions, ...this.#definitions];
  }

  /** Texts come with what holds them, embedded pages above everything else. */
  paint(): string {
    const isPage = ({ type }: DrawingElement) => type === 'iframe' || type === 'embeddable';
    const labels = new Map(
      this.#elements.flatMap((element) =>
        element.type === 'text' && element.containerId !== null && this.#byId.has(element.containerId)
          ? [[element.containerId, element]]
          : [],
      ),
    );
    const held = new Set<DrawingElement>(labels.values());
    const painted = (element: DrawingElement) => {
      const label = labels.get(element.id);
      return this.#element(element, label) + (label === undefined ? '' : this.#element(label));
    };
    const below = this.#elements.filter((element) => !isPage(element) && !held.has(element));
    return [...below, ...this.#elements.filter(isPage)].map(painted).join('');
  }

  #element(element: DrawingElement, label?: TextElement): string {
    const frame = this.#frameOf(element);
    const opacity = ((frame?.opacity ?? 100) * element.opacity) / 10_000;
    if (opacity === 0) return '';
    const shapes = roughShapes(element, { scale: this.#scale, background });
    const [cx, cy] = centreOf(ownBox(element, outlineOf(element)));
    const { left, top } = this.#box;
    const degrees = digits((element.angle * 180) / Math.PI);
    const turn = element.angle === 0 ? '' : ` rotate(${degrees} ${digits(cx)} ${digits(cy)})`;
    const place = `transform="translate(${digits(element.x - left)} ${digits(element.y - top)})${turn}"`;
    const clear = opacity === 1 ? '' : ` stroke-opacity="${opacity}" fill-opacity="${opacity}"`;
    const inside = this.#inside(element, shapes);
    if (inside === '') return '';
    const body = `<g ${place}${clear}${element.type === 'image' && clear !== '' ? ` opacity="${opacity}"` : ''}>${inside}</g>`;
    const around = label === undefined || element.type !== 'arrow' ? body : this.#clipped(body, this.#gapFor(label));
    return frame === null ? around : this.#clipped(around, this.#clipOf(frame));
  }

  #inside(element: DrawingElement, shapes: readonly Drawable[]): string {
    const drawn = `<g stroke-linecap="round">${shapes.map(pathsOf).join('')}</g>`;
    switch (element.type) {
      case 'text':
        return this.#lettering(element);
      case 'image':
        return this.#image(element);
      case 'frame':
      case 'magicframe':
        return this.#frame(element);
      case 'freedraw':
        return `${drawn}<path d="${inkOutline(element, this.#scale)}" fill="${colour(element.strokeColor)}"/>`;
      case 'iframe':
      case 'embeddable':
        return drawn + this.#pageLabel(element);
      default:
        return drawn;
    }
  }

  #lettering(style: TextStyle): string {
    const glyphs = this.#text.draw(style);
    return glyphs === '' ? '' : `<g fill="${colour(style.strokeColor)}">${glyphs}</g>`;
  }

  #frame(element: FrameElement): string {
    const { width, height, name, type } = element;
    const size = 14;
    const title = name ?? (type === 'frame' ? 'Frame' : 'AI Frame');
    const text = cut(title, (line) => this.#text.widthOf(line, 2) * size <= width);
    const style = { text, fontFamily: 2, fontSize: size, lineHeight: 1.25, textAlign: 'left', width: 0 } as const;
    const label = this.#lettering({ ...style, strokeColor: '#999999' });
    return `<rect width="${digits(width)}" height="${digits(height)}" rx="8" fill="none" stroke="${frameColour}" stroke-width="2"/><g transform="translate(0 ${-3 - size * 1.25})">${label}</g>`;
  }

  #pageLabel(element: DrawingElement): string {
    const { width, height, link, strokeColor } = element;
    const text = link ?? (element.type === 'iframe' ? 'IFrame element' : 'Empty Web-Embed');
    const fontSize = Math.max(Math.min(width / 2, width / text.length), width / 30);
    const shown = cut(text, (line) => this.#text.widthOf(line, 2) * fontSize <= width - 20);
    const style = { text: shown, fontFamily: 2, fontSize, lineHeight: 1.15, textAlign: 'center', width } as const;
    const label = this.#lettering({ ...style, strokeColor: isTransparent(strokeColor) ? '#000000' : strokeColor });
    return `<g transform="translate(0 ${digits((height - fontSize * 1.15) / 2)})">${label}</g>`;
  }

  #image(element: ImageElement): string {
    const { width: w, height: h, crop, scale, fileId } = element;
    const picture = fileId === null ? undefined : this.#pictures.get(fileId);
    if (picture === undefined) {
      return `<rect width="${digits(w)}" height="${digits(h)}" fill="#e9ecef" stroke="#ced4da"/>`;
    }
    const [wide, high] =
      crop === null ? [w, h] : [(w * crop.naturalWidth) / crop.width, (h * crop.naturalHeight) / crop.height];
    const [x, y] =
      crop === null ? [0, 0] : [(-crop.x * wide) / crop.naturalWidth, (-crop.y * high) / crop.naturalHeight];
    if (![wide, high, x, y].every(Number.isFinite)) return '';
    const mirrored =
      scale[0] === 1 && scale[1] === 1
        ? ''
        : ` transform="translate(${scale[0] < 0 ? digits(w) : 0} ${scale[1] < 0 ? digits(h) : 0}) scale(${scale[0] < 0 ? -1 : 1} ${scale[1] < 0 ? -1 : 1})"`;
    const image = `<image href="${picture}" x="${digits(x)}" y="${digits(y)}" width="${digits(wide)}" height="${digits(high)}" preserveAspectRatio="none"/>`;
    const radius = digits(cornerRadius(Math.min(w, h), element));
    const clip = this.#define(`<rect width="${digits(w)}" height="${digits(h)}" rx="${radius}"/>`);
    return `<g clip-path="url(#${clip})"><g${mirrored}>${image}</g></g>`;
  }

  #frameOf({ frameId }: DrawingElement): FrameElement | null {
    const frame = frameId === null ? undefined : this.#byId.get(frameId);
    return frame !== undefined && isFrame(frame) ? frame : null;
  }

  #clipOf(frame: FrameElement): string {
    let clip = this.#clips.get(frame.id);
    if (clip === undefined) {
      const { left, top } = this.#box;
      const size = `width="${digits(frame.width)}" height="${digits(frame.height)}"`;
      clip = this.#define(`<rect x="${digits(frame.x - left)}" y="${digits(frame.y - top)}" ${size} rx="8"/>`);
      this.#clips.set(frame.id, clip);
    }
    return clip;
  }

  /** Everywhere but where the words of an arrow stand. */
  #gapFor({ x, y, width, height }: TextElement): string {
    const { left, top, right, bottom } = this.#box;
    const sheet = `M0 0H${digits(right - left)}V${digits(bottom - top)}H0Z`;
    const gap = `M${digits(x - left)} ${digits(y - top)}h${digits(width)}v${digits(height)}h${digits(-width)}Z`;
    return this.#define(`<path d="${sheet}${gap}" clip-rule="evenodd"/>`);
  }

  #clipped(body: string, clip: string): string {
    return `<g clip-path="url(#${clip})">${body}</g>`;
  }

  #define(shape: string): string {
    const id = `c${this.#definitions.length}`;
    this.#definitions.push(`<clipPath id="${id}">${shape}</clipPath>`);
    return id;
  }
}

function pathsOf({ sets, options, shape }: Drawable): string {
  // Ellipses are gone around twice: what is covered twice would be no part of them.
  const rule = shape === 'curve' || shape === 'polygon' ? ' fill-rule="evenodd"' : '';
  return sets
    .map((set) => {
      const data = pathData(set);
      const fill = colour(options.fill ?? 'none');
      if (set.type === 'fillPath') return `<path d="${data}" fill="${fill}"${rule}/>`;
      if (set.type === 'fillSketch') {
        const weight = options.fillWeight < 0 ? options.strokeWidth / 2 : options.fillWeight;
        return `<path d="${data}" fill="none" stroke="${fill}" stroke-width="${digits(weight)}"/>`;
      }
      const stroke = colour(options.stroke);
      if (stroke === 'none' || isTransparent(stroke)) return '';
      const dash =
        options.strokeLineDash === undefined ? '' : ` stroke-dasharray="${options.strokeLineDash.join(' ')}"`;
      return `<path d="${data}" fill="none" stroke="${stroke}" stroke-width="${digits(options.strokeWidth)}"${dash}/>`;
    })
    .join('');
}

/** The longest beginning that fits, with an ellipsis where something is missing. */
function cut(text: string, fits: (line: string) => boolean): string {
  const line = (text.split('\n')[0] ?? '').slice(0, 300);
  if (fits(line)) return line;
  let [least, most] = [0, line.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(`${line.slice(0, middle)}…`)) least = middle;
    else most = middle - 1;
  }
  return least === 0 ? '' : `${line.slice(0, least).toWellFormed()}…`;
}

/** Colours were checked when they were read; what is written into an attribute is checked where it is written, too. */
function colour(value: string): string {
  return value.replace(/[&<>"']/g, '');
}

function digits(value: number): string {
  return String(Math.round(value * 100) / 100);
}
