/** The elements of a file that came from anywhere: what can be used of them, and why the rest cannot. Pure. */
import { HubError } from '../../contract/errors.ts';
import { because, type ReasonText } from '../../contract/reasons.ts';
import type { DrawingElement } from './drawing-element.ts';
import { keepingOrder } from './element-order.ts';
import { readElement } from './element-schema.ts';
import { isRecord, own } from './element-values.ts';
import { modernised } from './older-element.ts';

/** Something that was left out of a file. */
export interface DrawingProblem {
  /** Which one of the list, from 0. */
  readonly at: number;
  readonly what: string;
  readonly reason: ReasonText;
}

export const mostElements = 50_000;
export const mostPointsOfAll = 500_000;
/** UTF-16 units: as much as a hub takes as one file, pictures included. */
const longestFile = 64 * 1024 * 1024;
const mostProblems = 100;

export function refuse(reason: string, cause?: unknown): HubError {
  return new HubError('bad_drawing', { reason }, cause === undefined ? undefined : { cause });
}

export function parseJson(text: string): unknown {
  if (text.length > longestFile) throw refuse(because('largerThan', { megabytes: longestFile / 1024 / 1024 }));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refuse(because('drawingJson'), error);
  }
}

/** In the order of the list, with order keys that rise and ids that differ. */
export function readFileElements(list: readonly unknown[], problems: DrawingProblem[]): DrawingElement[] {
  if (list.length > mostElements) throw refuse(because('drawingManyElements', { most: mostElements }));
  // Counted before anything is read: reading takes its time by the point.
  const points = list.reduce<number>((sum, value) => sum + pointsIn(value), 0);
  if (points > mostPointsOfAll) throw refuse(because('drawingManyPoints', { most: mostPointsOfAll }));
  const elements: DrawingElement[] = [];
  const ids = new Set<string>();
  let looked = 0;
  for (const [at, value] of list.entries()) {
    const modern = modernised(value);
    if (modern === null && isRecord(value)) continue;
    looked += 1;
    const element = readElement(modern, (reason) => note(problems, { at, what: describe(value), reason }));
    if (element === null) continue;
    const id = unused(element.id, ids);
    ids.add(id);
    elements.push(id === element.id ? element : { ...element, id });
  }
  if (looked > 0 && elements.length === 0) throw refuse(because('drawingNothingKnown'));
  return keepingOrder(elements);
}

export function note(problems: DrawingProblem[], problem: DrawingProblem): void {
  if (problems.length < mostProblems) problems.push(problem);
}

function pointsIn(value: unknown): number {
  const points = isRecord(value) ? own(value, 'points') : null;
  return Array.isArray(points) ? points.length : 0;
}

function unused(id: string, ids: ReadonlySet<string>): string {
  if (!ids.has(id)) return id;
  const start = id.slice(0, 90);
  for (let number = 2; ; number++) if (!ids.has(`${start}~${number}`)) return `${start}~${number}`;
}

function describe(value: unknown): string {
  const type = isRecord(value) ? own(value, 'type') : null;
  return typeof type === 'string' ? type.slice(0, 30).toWellFormed() : 'element';
}

/** As programs that read Excalidraw's files expect it. */
export function toFileElement(element: DrawingElement, hasPicture: (fileId: string) => boolean): object {
  const file: Record<string, unknown> = { ...element, version: 1, versionNonce: 0, updated: 1, isDeleted: false };
  if ('points' in element) file.lastCommittedPoint = null;
  if (element.type === 'image') {
    file.status = element.fileId !== null && hasPicture(element.fileId) ? 'saved' : 'pending';
  }
  if (element.type === 'arrow' && !element.elbowed) {
    for (const key of ['fixedSegments', 'startIsSpecial', 'endIsSpecial'] as const)
      if (file[key] === null) delete file[key];
  }
  return file;
}
