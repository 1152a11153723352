/**
 * What a thread on a design points at: a place in a file of one release, which is frozen. Where that place is in
 * another release is worked out from that release's files (`model/design-anchors`).
 */
import { anchorStates } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { anchorQuoteLength } from './limits.ts';

/** Of a design's anchors; other kinds of files can be pointed at as a whole only. */
export const designSurfaces = ['picture', 'drawing', 'text', 'model'] as const;
export type DesignSurface = (typeof designSurfaces)[number];

/** Deeper trees of nodes are cut here by whoever makes an anchor: their last nodes count. */
export const deepestNode = 64;
const nodeNameLength = 200;

const coordinate = z.number().min(-1e9).max(1e9);
const share = z.number().min(0).max(1);
const index = z.number().int().min(0).max(1e9);
const vectorSchema = z.tuple([coordinate, coordinate, coordinate]);

/** NUL and halves of characters, which no database holds, become U+FFFD. */
const storable = (max: number) =>
  z
    .string()
    .overwrite((text) => text.toWellFormed().replaceAll('\0', '\ufffd'))
    .max(max);

const shared = {
  /** Of a file of the release. */
  path: storable(500).min(1),
  /** What the file held, by its SHA-256. The hub writes it; what clients send is not looked at. */
  assetId: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** As of when the anchor was written. */
  state: z.enum(anchorStates).default('attached'),
};

/** From 0 to 1 across the picture; with a rectangle when a region is meant. */
export const designPictureAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('picture'),
  x: share,
  y: share,
  rect: z.strictObject({ x: share, y: share, width: share, height: share }).optional(),
});

/**
 * `x` and `y` from 0 to 1 across the element before it is turned; the fallback is the same point in the drawing's own
 * units. The element `sheet` (`contract/anchor.ts`) is the sheet itself: only the fallback says where.
 */
export const designDrawingAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('drawing'),
  elementId: z
    .string()
    .max(100)
    .regex(/^[^\p{C}\p{Z}]+$/u),
  x: share,
  y: share,
  fallback: z.strictObject({ x: coordinate, y: coordinate }),
});

/** Lines from 0, columns in UTF-16 units. */
const textPointSchema = z.strictObject({ line: index, column: index });

/** The words from `start` to before `end`, as they were. */
export const designTextAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('text'),
  start: textPointSchema,
  end: textPointSchema,
  quote: storable(anchorQuoteLength),
});

/** A point on a mesh of a glTF model, in the model's own space: metres, y up. Indices are those of the file. */
export const designModelAnchorSchema = z.strictObject({
  ...shared,
  surface: z.literal('model'),
  /** From a root of the scene down to the node with the mesh: the index of each node, and its name. */
  nodes: z
    .array(z.strictObject({ index, name: storable(nodeNameLength) }))
    .min(1)
    .max(deepestNode),
  mesh: index,
  /** Within the mesh. */
  primitive: index,
  /** How many triangles the primitive had: another count is another shape. */
  triangles: index,
  triangle: index,
  barycentric: z.tuple([share, share, share]),
  normal: vectorSchema,
  /** From where it was looked at. */
  camera: z.strictObject({ position: vectorSchema, target: vectorSchema }).optional(),
  fallback: z.strictObject({ x: coordinate, y: coordinate, z: coordinate }),
});

export const designAnchorSchema = z.discriminatedUnion('surface', [
  designPictureAnchorSchema,
  designDrawingAnchorSchema,
  designTextAnchorSchema,
  designModelAnchorSchema,
]);

export type DesignAnchor = z.infer<typeof designAnchorSchema>;
export type DesignPictureAnchor = z.infer<typeof designPictureAnchorSchema>;
export type DesignDrawingAnchor = z.infer<typeof designDrawingAnchorSchema>;
export type DesignTextAnchor = z.infer<typeof designTextAnchorSchema>;
export type DesignModelAnchor = z.infer<typeof designModelAnchorSchema>;
