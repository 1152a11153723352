/** What the hub can say of a drawing: what is in it, what its ink shows, and what kind of diagram it may be. */
import { z } from 'zod';

export const diagramKinds = [
  'flowchart',
  'er',
  'mindmap',
  'wireframe',
  'sequence',
  'class',
  'architecture',
  'sketch',
  'notes',
] as const;
export type DiagramKind = (typeof diagramKinds)[number];

/** Why a drawing may be of a kind. What is sent is the code with its count; the words are for people who read English. */
export const diagramReasons = {
  arrowsAcross: 'level arrows, one below the other: {count}',
  boxesWithRows: 'boxes that are divided into rows: {count}',
  branches: 'branches that go out from one place: {count}',
  classMembers: 'texts that read like members of a class: {count}',
  columnsOfLines: 'upright lines side by side: {count}',
  containersOfBoxes: 'frames or boxes that hold other boxes: {count}',
  controls: 'labels that name buttons, fields or menus: {count}',
  crowFeet: 'ends of lines that say how many belong together: {count}',
  decisions: 'diamonds that arrows lead to or from: {count}',
  freehand: 'of a hundred elements drawn by hand: {count}',
  freeInk: 'strokes that show no figure: {count}',
  hollowHeads: 'arrows with hollow heads or diamonds: {count}',
  keyWords: 'texts that name keys and columns: {count}',
  linkedBoxes: 'joins between shapes: {count}',
  looseText: 'texts that stand alone: {count}',
  nested: 'shapes that lie inside of boxes: {count}',
  noLoops: 'nothing leads back to where it came from',
  pictures: 'pictures: {count}',
  starts: 'texts that begin or end something: {count}',
  systemWords: 'texts that name parts of a system: {count}',
  unlinked: 'hardly anything is joined',
  yesAndNo: 'texts that say yes or no: {count}',
} as const satisfies Record<string, string>;
export type DiagramReason = keyof typeof diagramReasons;

export const diagramReasonSchema = z.object({
  code: z.enum(Object.keys(diagramReasons) as [DiagramReason, ...DiagramReason[]]),
  count: z.number().int(),
  text: z.string(),
});

export function inWords(code: DiagramReason, count: number): z.infer<typeof diagramReasonSchema> {
  return { code, count, text: diagramReasons[code].replace('{count}', String(count)) };
}

const countsSchema = z.record(z.string(), z.number().int());

export const drawingReportSchema = z.object({
  /** Of each type of element that is there. */
  elements: countsSchema,
  ink: z.object({
    strokes: z.number().int(),
    /** Strokes that were too many to be looked at. */
    skipped: z.number().int(),
    /** Of each shape that was recognised; `curve` and `other` are ink that is left as it is. */
    shapes: countsSchema,
    /** The weights that recognised it. */
    model: z.string(),
  }),
  /** The likeliest three, their chances of one. Empty for an empty drawing. */
  diagram: z.array(z.object({ kind: z.enum(diagramKinds), chance: z.number(), reasons: z.array(diagramReasonSchema) })),
  /** All words in the order of reading, a line for each text. */
  text: z.string(),
  textCut: z.boolean(),
});
export type DrawingReport = z.infer<typeof drawingReportSchema>;
