/** What a drawing is judged by: counts of what stands beside, inside and between what. */
import type {
  ArrowElement,
  DrawingElement,
  ElementBase,
  LineElement,
  TextElement,
} from '@draftroom/core/model/drawing/drawing-element';
import type { ReadInk } from './read-ink.ts';

/** Of each sort, so that comparing all with all stays quick. */
const most = 1_500;
/** An arrow need not touch what it means. */
const reach = 25;

export interface Features {
  readonly drawn: number;
  readonly boxes: number;
  readonly diamonds: number;
  readonly ellipses: number;
  readonly rounded: number;
  readonly images: number;
  readonly frames: number;
  readonly ink: number;
  /** Strokes that show no figure. */
  readonly freeInk: number;
  /** Joins of two different shapes. */
  readonly edges: number;
  readonly plainEdges: number;
  readonly mostBranches: number;
  readonly loops: number;
  readonly decisions: number;
  readonly linked: number;
  readonly levelArrows: number;
  readonly lifelines: number;
  readonly crowFeet: number;
  readonly hollowHeads: number;
  readonly boxesWithRows: number;
  readonly nested: number;
  readonly containers: number;
  readonly looseText: number;
  readonly words: Readonly<Record<keyof typeof vocabulary, number>>;
}

const vocabulary = {
  yesNo: /^(?:yes|no|y|n|true|false|ja|nein|oui|non|s[ií]|ok|else|otherwise|sonst)\??$/i,
  starts: /^(?:start|begin|end|stop|finish|anfang|ende|beginn|done)$/i,
  keys: /\b(?:pk|fk|primary key|foreign key|uuid|varchar|char|int|integer|bigint|timestamp|boolean|serial|not null|\w+_id|1:n|n:m|m:n)\b/i,
  members: /^\s*(?:[+\-#~]\s*\w+.*|\w+\s*\(.*\)\s*(?::\s*\w+)?|(?:«|<<)\w+(?:»|>>))\s*$/m,
  controls:
    /\b(?:button|submit|log ?in|sign ?(?:in|up)|log ?out|search|menu|password|e-?mail|cancel|save|send|next|back|home|settings|profile|placeholder|header|footer|navbar|sidebar|logo|image|icon|anmelden|suche|abbrechen|speichern|senden|weiter|zurück)\b/i,
  systems:
    /\b(?:api|database|db|server|client|service|queue|cache|gateway|proxy|worker|cloud|storage|bucket|redis|postgres(?:ql)?|mysql|mongo\w*|kafka|docker|kubernetes|k8s|cluster|node|lambda|s3|aws|azure|gcp|auth\w*|backend|frontend|load balancer|broker|sdk|cli|repo(?:sitory)?|model|pipeline)\b/i,
} as const;

interface Node extends Pick<ElementBase, 'id' | 'x' | 'y' | 'width' | 'height'> {
  readonly type: DrawingElement['type'];
  readonly round: boolean;
}

export function featuresOf(elements: readonly DrawingElement[], ink: ReadInk): Features {
  const of = <Type extends DrawingElement['type']>(type: Type) =>
    elements.filter((element): element is Extract<DrawingElement, { type: Type }> => element.type === type);
  const [boxes, diamonds, ellipses, texts] = [of('rectangle'), of('diamond'), of('ellipse'), of('text')];
  const arrows = of('arrow');
  const lines = of('line');
  const nodes: Node[] = [...boxes, ...diamonds, ...ellipses, ...of('image')].slice(0, most).map((element) => ({
    ...element,
    round: element.roundness !== null,
  }));
  const loose = texts.filter(({ containerId }) => containerId === null).slice(0, most);
  const free = loose.filter((text) => !nodes.some((node) => holds(node, text)));
  const joins = joinsOf([...arrows, ...lines].slice(0, most), [
    ...nodes,
    ...free.map((text): Node => ({ ...text, round: false })),
  ]);
  const graph = graphOf(joins);
  const shapes = (name: string) => ink.groups.filter(({ recognition }) => recognition.shape === name).length;
  const leftAlone = ink.groups.filter(({ recognition }) => ['other', 'curve'].includes(recognition.shape)).length;
  const wordCounts = Object.fromEntries(
    Object.entries(vocabulary).map(([name, pattern]) => [name, countWords(texts, pattern)]),
  ) as Features['words'];
  return {
    drawn: elements.length,
    boxes: boxes.length + shapes('rectangle') + shapes('rounded_rect'),
    diamonds: diamonds.length + shapes('diamond'),
    ellipses: ellipses.length + shapes('ellipse'),
    rounded: boxes.filter(({ roundness }) => roundness !== null).length + shapes('rounded_rect'),
    images: of('image').length,
    frames: of('frame').length + of('magicframe').length,
    ink: ink.strokes,
    freeInk: leftAlone,
    edges: joins.length + ink.joined,
    plainEdges: joins.filter(({ plain }) => plain).length,
    ...graph,
    decisions: diamonds.filter(({ id }) => graph.degrees.has(id)).length + Math.min(shapes('diamond'), ink.joined),
    linked: graph.degrees.size,
    levelArrows: levelArrows(arrows),
    lifelines: lines.filter(isUpright).length,
    crowFeet: countHeads(arrows, (head) => head.startsWith('crowfoot')),
    hollowHeads: countHeads(arrows, (head) => head === 'triangle_outline' || head.startsWith('diamond')),
    ...insideOf(nodes, lines, elements),
    looseText: free.length,
    words: wordCounts,
  };
}

function countWords(texts: readonly TextElement[], pattern: RegExp): number {
  return texts.filter(({ originalText }) => pattern.test(originalText.slice(0, 500).trim())).length;
}

function countHeads(arrows: readonly ArrowElement[], is: (head: string) => boolean): number {
  return arrows
    .flatMap(({ startArrowhead, endArrowhead }) => [startArrowhead, endArrowhead])
    .filter((head) => head !== null && is(head)).length;
}

interface Join {
  readonly from: string;
  readonly to: string;
  /** A line without heads. */
  readonly plain: boolean;
}

function joinsOf(lines: readonly (ArrowElement | LineElement)[], nodes: readonly Node[]): Join[] {
  return lines.flatMap((line) => {
    const [first, last] = [line.points[0], line.points.at(-1)];
    if (first === undefined || last === undefined || line.points.length < 2) return [];
    const from = line.startBinding?.elementId ?? nearest(nodes, line.x + first[0], line.y + first[1]);
    const to = line.endBinding?.elementId ?? nearest(nodes, line.x + last[0], line.y + last[1]);
    if (from === null || to === null || from === to) return [];
    return [{ from, to, plain: line.startArrowhead === null && line.endArrowhead === null }];
  });
}

/** The smallest one there, so that a box in a box is meant before the box around it. */
function nearest(nodes: readonly Node[], x: number, y: number): string | null {
  let found: Node | null = null;
  for (const node of nodes) {
    const dx = Math.max(0, node.x - x, x - node.x - node.width);
    const dy = Math.max(0, node.y - y, y - node.y - node.height);
    if (Math.hypot(dx, dy) > reach) continue;
    if (found === null || node.width * node.height < found.width * found.height) found = node;
  }
  return found?.id ?? null;
}

function graphOf(joins: readonly Join[]): {
  degrees: ReadonlyMap<string, number>;
  mostBranches: number;
  loops: number;
} {
  const degrees = new Map<string, number>();
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    if (root !== id) parents.set(id, root);
    return root;
  };
  let loops = 0;
  for (const { from, to } of joins) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1);
    degrees.set(to, (degrees.get(to) ?? 0) + 1);
    const [one, other] = [rootOf(from), rootOf(to)];
    if (one === other) loops += 1;
    else parents.set(one, other);
  }
  return { degrees, mostBranches: Math.max(0, ...degrees.values()), loops };
}

/** Level arrows, each below the one before, that are no row of one figure. */
function levelArrows(arrows: readonly ArrowElement[]): number {
  const level = arrows.filter(({ points }) => {
    const last = points.at(-1);
    return last !== undefined && Math.abs(last[0]) > 60 && Math.abs(last[1]) < 0.08 * Math.abs(last[0]);
  });
  const heights = level.map(({ y }) => y).sort((a, b) => a - b);
  return heights.filter((y, i) => i === 0 || y - (heights[i - 1] ?? y) > 15).length;
}

function isUpright({ points }: LineElement): boolean {
  const last = points.at(-1);
  return (
    points.length === 2 && last !== undefined && Math.abs(last[1]) > 120 && Math.abs(last[0]) < 0.05 * Math.abs(last[1])
  );
}

function insideOf(
  nodes: readonly Node[],
  lines: readonly LineElement[],
  elements: readonly DrawingElement[],
): Pick<Features, 'boxesWithRows' | 'nested' | 'containers'> {
  const boxes = nodes.filter(({ type }) => type === 'rectangle');
  const frames = elements.filter(({ type }) => type === 'frame' || type === 'magicframe');
  const level = lines.filter(({ points }) => points.length === 2 && Math.abs(points[1]?.[1] ?? 9) < 5).slice(0, most);
  const divided = boxes.filter(
    (box) =>
      level.some(({ x, y, width }) => within(box, x, y) && width > 0.7 * box.width) ||
      boxes.filter((other) => isRowBelow(box, other)).length > 0,
  );
  const held = nodes.filter((node) => boxes.some((box) => box !== node && holds(box, node)));
  const containers = [...boxes, ...frames].filter(
    (outer) => boxes.filter((node) => node !== outer && holds(outer, node)).length > 1,
  );
  return { boxesWithRows: divided.length, nested: held.length, containers: containers.length };
}

type Place = Pick<ElementBase, 'x' | 'y' | 'width' | 'height'>;

function within({ x, y, width, height }: Place, px: number, py: number): boolean {
  return px > x - 5 && px < x + width && py > y + 5 && py < y + height - 5;
}

function holds(outer: Place, inner: Place): boolean {
  return (
    inner.x >= outer.x - 2 &&
    inner.y >= outer.y - 2 &&
    inner.x + inner.width <= outer.x + outer.width + 2 &&
    inner.y + inner.height <= outer.y + outer.height + 2 &&
    inner.width * inner.height < outer.width * outer.height
  );
}

/** As wide, and right below: one of a table's rows. */
function isRowBelow(box: Place, other: Place): boolean {
  return (
    Math.abs(other.x - box.x) < 4 && Math.abs(other.width - box.width) < 6 && Math.abs(other.y - box.y - box.height) < 5
  );
}
