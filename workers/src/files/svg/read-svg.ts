/**
 * Reads SVG strictly and keeps what is allowed. Refused: what is not well formed, document types and with them entities,
 * what is too deep or too much, also once everything that it refers to is counted where it is shown.
 */
import { HubError } from '@draftroom/core/contract/errors';
import { because, type ReasonCode } from '@draftroom/core/contract/reasons';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { allowedAttributes, allowedElements, allowedProperties } from './allowed.ts';
import { cleanDeclarations, cleanStylesheet, isHarmless } from './clean-style.ts';
import { shownElements } from './shown-elements.ts';
import type { SvgElement } from './svg-tree.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const xlinkNamespace = 'http://www.w3.org/1999/xlink';
const deepest = 200;
const mostElements = 50_000;
/** Elements in sight when all that is referred to is counted every time. */
const mostShown = 200_000;

interface OpenElement extends SvgElement {
  readonly attributes: Map<string, string>;
  readonly children: (OpenElement | string)[];
}

export function readSvg(text: string): SvgElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const above: OpenElement[] = [];
  let root: OpenElement | null = null;
  let elements = 0;
  let depth = 0;
  /** Depth of the element that is left out with all in it; 0 for none. */
  let leftOut = 0;

  parser.on('error', () => {
    throw refuse('svgDamaged');
  });
  parser.on('doctype', () => {
    throw refuse('svgDoctype');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (depth > deepest || elements > mostElements) throw refuse('svgTooMuch');
    if (leftOut > 0) return;
    const element = taken(tag);
    if (element === null) leftOut = depth;
    else {
      if (root === null) root = element;
      else above.at(-1)?.children.push(element);
      above.push(element);
    }
  });
  parser.on('closetag', () => {
    if (leftOut === 0) above.pop();
    if (leftOut === depth) leftOut = 0;
    depth -= 1;
  });
  const onText = (said: string) => {
    const inside = above.at(-1);
    if (leftOut === 0 && inside !== undefined && holdsText.has(inside.name)) inside.children.push(said);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(text.replace(/^\ufeff/, '')).close();
  return finished(root);
}

const holdsText = new Set(['text', 'tspan', 'textPath', 'title', 'desc', 'style']);

function finished(root: OpenElement | null): SvgElement {
  if (root === null || root.name !== 'svg') throw refuse('svgEmpty');
  cleanStyles(root);
  if (!root.children.some((child) => typeof child !== 'string' && !['style', 'title', 'desc'].includes(child.name))) {
    throw refuse('svgEmpty');
  }
  if (shownElements(root, mostShown) > mostShown) throw refuse('svgTooMuch');
  return root;
}

/** The words of a style come in pieces, so it is looked at when it is whole. */
function cleanStyles(element: OpenElement): void {
  if (element.name === 'style') {
    const css = cleanStylesheet(element.children.filter((child) => typeof child === 'string').join(''));
    element.children.splice(0, element.children.length, ...(css === '' ? [] : [css]));
    return;
  }
  for (const child of element.children) if (typeof child !== 'string') cleanStyles(child);
}

/** Null for what is left out with everything in it. A link becomes a group: what it holds is seen, it leads nowhere. */
function taken({ uri, local, attributes }: SaxesTagNS): OpenElement | null {
  const name = local === 'a' ? 'g' : local;
  if (uri !== svgNamespace || !allowedElements.has(name)) return null;
  const kept = new Map<string, string>();
  for (const { uri: space, local: attribute, value } of Object.values(attributes)) {
    if (attribute === 'href' && (space === '' || space === xlinkNamespace)) {
      if (local !== 'a' && isOwn(name, value)) kept.set('href', value.trim());
    } else if (space !== '') continue;
    else if (attribute === 'style') {
      const style = cleanDeclarations(value);
      if (style !== '') kept.set('style', style);
    } else if ((allowedAttributes.has(attribute) || allowedProperties.has(attribute)) && isHarmless(value)) {
      kept.set(attribute, value);
    }
  }
  return { name, attributes: kept, children: [] };
}

/** A place in the same document or, for pictures, pixels that are in it. */
function isOwn(element: string, href: string): boolean {
  if (/^\s*#[\w.:-]+\s*$/.test(href)) return element !== 'image';
  return element === 'image' && /^\s*data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=\s]+$/.test(href);
}

function refuse(reason: ReasonCode): HubError {
  return new HubError('bad_picture', { reason: because(reason, { most: mostElements }) });
}
