/**
 * What a thread of comments points at. An anchor is made by a client from what it shows and stored as it is; where it
 * is now, and in which state, every client works out from the live document (`model/text/text-anchors.ts` for texts).
 */
import { anchorStates } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { anchorQuoteLength } from './limits.ts';

const documentIdSchema = z.string().min(1).max(64);
/** An id of something inside a document: any short text of letters and signs, as peers choose it. */
const partIdSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Z}]+$/u);

const coordinate = z.number().min(-1e9).max(1e9);
const share = z.number().min(0).max(1);
const vectorSchema = z.tuple([coordinate, coordinate, coordinate]);
const pointSchema = z.strictObject({ x: coordinate, y: coordinate });

/** Base 64 of `Y.encodeRelativePosition`. What it says is for the reader to find out: it may be anything. */
const positionSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

/** The words as they were; NUL and halves of characters, which no database holds, become U+FFFD. */
const quoteSchema = z
  .string()
  .overwrite((quote) => quote.toWellFormed().replaceAll('\0', '\ufffd'))
  .max(anchorQuoteLength);

const shared = {
  documentId: documentIdSchema,
  /** As of when the anchor was written. */
  state: z.enum(anchorStates).default('attached'),
};

/**
 * `start` sticks to the first character of the quote and `end` to its last, so that what others write at the edges
 * stays outside.
 */
export const textAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('text'),
  start: positionSchema,
  end: positionSchema,
  quote: quoteSchema,
  /** Where it began, from 0; columns in UTF-16 units. */
  fallback: z.strictObject({
    line: z.number().int().min(0).max(1e8),
    column: z.number().int().min(0).max(1e8),
  }),
});

/** The element id of a place on the drawing's sheet where no element is; only the fallback says where. */
export const sheetElementId = 'sheet';

/** `x` and `y` from 0 to 1 across the element before it is turned; the fallback in the drawing's own units. */
export const drawingAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('drawing'),
  elementId: partIdSchema,
  x: share,
  y: share,
  fallback: pointSchema,
});

/** A node or an edge, one of them; the fallback in the graph's own units. */
export const graphAnchorSchema = z
  .strictObject({
    ...shared,
    surface: z.literal('graph'),
    nodeId: partIdSchema.optional(),
    edgeId: partIdSchema.optional(),
    fallback: pointSchema,
  })
  .refine((anchor) => (anchor.nodeId === undefined) !== (anchor.edgeId === undefined), {
    path: ['nodeId'],
    message: 'Name a node or an edge.',
  });

/** A point on a mesh: the triangle and where in it; metres, y up. Without a mesh: the node itself. */
export const sceneAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('scene'),
  nodeId: partIdSchema,
  triangle: z.number().int().min(0).max(1e9).optional(),
  barycentric: z.tuple([share, share, share]).optional(),
  normal: vectorSchema.optional(),
  /** From where it was looked at. */
  camera: z.strictObject({ position: vectorSchema, target: vectorSchema }).optional(),
  fallback: z.strictObject({ x: coordinate, y: coordinate, z: coordinate }),
});

/** From 0 to 1 across the picture behind a drawing; the fallback in the drawing's own units. */
export const pictureAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('picture'),
  x: share,
  y: share,
  rect: z.strictObject({ x: share, y: share, width: share, height: share }).optional(),
  fallback: pointSchema,
});

export const anchorSchema = z.discriminatedUnion('surface', [
  textAnchorSchema,
  drawingAnchorSchema,
  graphAnchorSchema,
  sceneAnchorSchema,
  pictureAnchorSchema,
]);

export type Anchor = z.infer<typeof anchorSchema>;
export type TextAnchor = z.infer<typeof textAnchorSchema>;
export type DrawingAnchor = z.infer<typeof drawingAnchorSchema>;
