/** What goes into and comes out of the procedures of designs, releases, uploads, reactions and collections. Runs anywhere. */
import { designVisibilities, reactionKinds, releaseFileKinds, uploadStates } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { colourNames } from '../../contract/colours.ts';
import { idPattern } from '../../contract/ids.ts';
import { anyIdSchema, line, paragraph } from '../../contract/words.ts';
import { roomPersonSchema } from '../rooms/schema.ts';
import { designCardSchema, licenceSchema, pageInput, pictureSchema } from './schema/design-card.ts';

export * from './schema/collections.ts';
export * from './schema/design-card.ts';
export * from './schema/events.ts';

export const titleLength = 120;
export const descriptionLength = 20_000;
export const notesLength = 2_000;
export const mostTags = 12;
export const tagLength = 32;
/** Counts that could grow stop here in lists of facets; show it as “1,000+”. */
export const facetCap = 1_000;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const visibilitySchema = z.enum(designVisibilities);
const kindSchema = z.enum(releaseFileKinds);

/** Lower case, words joined by dashes: `#Low Poly` and `low-poly` are one tag. */
export const tagSchema = z
  .string()
  .max(200)
  .transform((tag) =>
    tag
      .toWellFormed()
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}+#.]+/gu, '-')
      .replace(/^[-#]+|-+$/g, ''),
  )
  .pipe(z.string().min(1, 'A tag needs letters or digits.').max(tagLength, `Use at most ${tagLength} characters.`));
const tagsSchema = z
  .array(tagSchema)
  .max(mostTags, `Use at most ${mostTags} tags.`)
  .transform((tags) => [...new Set(tags)]);

/** What was found out about one file. What does not apply to its kind is absent. */
export const fileFactsSchema = z.object({
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  thumbhash: z.string().optional(),
  sizes: z.array(z.object({ assetId: z.string(), width: z.number().int() })).optional(),
  /** Named hues, the most present first. */
  colours: z.array(z.enum(colourNames)).optional(),
  /** Hex colours for a palette. */
  palette: z.array(z.string()).optional(),
  triangles: z.number().int().optional(),
  meshes: z.number().int().optional(),
  materials: z.number().int().optional(),
  animations: z.number().int().optional(),
  /** References of a model to files that were not there. */
  missing: z.array(z.string()).optional(),
  /** What the validator of glTF says: how many, and the first of each severity. */
  validation: z
    .object({
      errors: z.number().int(),
      warnings: z.number().int(),
      messages: z.array(z.object({ severity: z.enum(['error', 'warning']), code: z.string(), message: z.string() })),
    })
    .optional(),
  /** Of a drawing: how many of each type. */
  elements: z.record(z.string(), z.number().int()).optional(),
  language: z.string().optional(),
  lines: z.number().int().optional(),
});
export type FileFacts = z.infer<typeof fileFactsSchema>;

export const releaseFileSchema = z.object({
  path: z.string(),
  kind: kindSchema,
  mediaType: z.string(),
  size: z.number().int(),
  /** Where its bytes are; signed and short-lived unless the design is public. */
  url: z.string(),
  assetId: z.string(),
  documentId: idSchema.nullable(),
  facts: fileFactsSchema,
  /** Of an image: it and its smaller sizes. */
  picture: pictureSchema.nullable(),
});
export type ReleaseFile = z.infer<typeof releaseFileSchema>;

/** Sums over the files of a release. */
export const releaseFactsSchema = z.object({
  files: z.number().int(),
  bytes: z.number().int(),
  triangles: z.number().int(),
  elements: z.record(z.string(), z.number().int()),
  /** Lines by language, the longest first. */
  languages: z.array(z.object({ language: z.string(), lines: z.number().int() })),
  colours: z.array(z.enum(colourNames)),
  palette: z.array(z.string()),
  missing: z.array(z.string()),
});
export type ReleaseFacts = z.infer<typeof releaseFactsSchema>;

export const releaseSummarySchema = z.object({
  id: idSchema,
  seq: z.number().int(),
  notes: z.string(),
  licence: licenceSchema,
  createdAt: instantSchema,
  picture: pictureSchema.nullable(),
  facts: releaseFactsSchema,
});
export type ReleaseSummary = z.infer<typeof releaseSummarySchema>;
export const releaseSchema = releaseSummarySchema.extend({ designId: idSchema, files: z.array(releaseFileSchema) });
export type Release = z.infer<typeof releaseSchema>;

/** A design that this one was made from, or that was made from it; null where it is not mine to see. */
export const lineageEntrySchema = z.object({
  design: z.object({ id: idSchema, title: z.string(), author: roomPersonSchema.nullable() }).nullable(),
  licence: licenceSchema,
  releaseSeq: z.number().int(),
});
export type LineageEntry = z.infer<typeof lineageEntrySchema>;

export const designRightsSchema = z.object({
  edit: z.boolean(),
  comment: z.boolean(),
  react: z.boolean(),
  remix: z.boolean(),
  /** Resolve anybody's threads. */
  resolve: z.boolean(),
  moderate: z.boolean(),
});
export type DesignRights = z.infer<typeof designRightsSchema>;

export const designSchema = designCardSchema.extend({
  description: z.string(),
  /** Mine alone to see. */
  roomId: idSchema.nullable(),
  rubricId: idSchema.nullable(),
  release: releaseSchema,
  /** Newest first. */
  releases: z.array(releaseSummarySchema),
  madeFrom: z.array(lineageEntrySchema),
  following: z.boolean(),
  rights: designRightsSchema,
  /** When it is held or hidden: where the author reads why. */
  statementId: idSchema.nullable(),
});
export type Design = z.infer<typeof designSchema>;

/** A design as its author has just published it. */
export const publishedSchema = designSchema.extend({
  /** Files of the room that were left out, and why. */
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type Published = z.infer<typeof publishedSchema>;

/** What a release is made of: documents and files of a room, or uploads that were checked; or both. */
const contentsSchema = z.object({
  roomId: anyIdSchema.optional(),
  /** Of that room; without: all of them. */
  documentIds: z.array(anyIdSchema).max(500).optional(),
  uploadIds: z.array(anyIdSchema).max(200).optional(),
  /** An upload that is a picture; without, one is made or chosen from the files. */
  previewUploadId: anyIdSchema.optional(),
});

export const publishSchema = contentsSchema.extend({
  title: line(titleLength).min(1, 'Give the design a title.'),
  description: paragraph(descriptionLength).default(''),
  tags: tagsSchema.default([]),
  licence: licenceSchema,
  visibility: visibilitySchema,
  rubricId: anyIdSchema.optional(),
});
export type Publish = z.infer<typeof publishSchema>;

export const addReleaseSchema = contentsSchema.extend({
  designId: anyIdSchema,
  notes: paragraph(notesLength).default(''),
  licence: licenceSchema.optional(),
});
export type AddRelease = z.infer<typeof addReleaseSchema>;

/** Everything but the contents, which are frozen. What is left out stays. */
export const updateDesignSchema = z.object({
  designId: anyIdSchema,
  title: line(titleLength).min(1, 'Give the design a title.').optional(),
  description: paragraph(descriptionLength).optional(),
  tags: tagsSchema.optional(),
  visibility: visibilitySchema.optional(),
  previewUploadId: anyIdSchema.optional(),
  rubricId: anyIdSchema.nullable().optional(),
});
export type UpdateDesign = z.infer<typeof updateDesignSchema>;

/** The body of `POST designs` at REST. */
export const createDesignSchema = z.object({
  title: line(titleLength).min(1, 'Give the design a title.'),
  description: paragraph(descriptionLength).optional(),
  visibility: visibilitySchema,
  tags: tagsSchema.optional(),
  licence: licenceSchema.optional(),
  previewAssetId: z.string().max(64).optional(),
  /** A document of kind scene. */
  sceneReference: anyIdSchema.optional(),
  /** Ids of documents, all of one room. */
  documents: z.array(anyIdSchema).max(500).optional(),
});
export type CreateDesign = z.infer<typeof createDesignSchema>;

export const designIdSchema = z.object({ designId: anyIdSchema });
export const releaseIdSchema = z.object({ designId: anyIdSchema, seq: z.number().int().min(1).max(1e6) });
export type ReleaseId = z.infer<typeof releaseIdSchema>;
export const reactSchema = z.object({ designId: anyIdSchema, kind: z.enum(reactionKinds), on: z.boolean() });
export type React = z.infer<typeof reactSchema>;
export const reactionsSchema = z.object({
  liked: z.boolean(),
  saved: z.boolean(),
  likeCount: z.number().int(),
  saveCount: z.number().int(),
});
export type Reactions = z.infer<typeof reactionsSchema>;
export const followSchema = z.object({ userId: anyIdSchema, on: z.boolean() });
export const followedSchema = z.object({ following: z.boolean(), followerCount: z.number().int() });
export type Followed = z.infer<typeof followedSchema>;
export type Follow = z.infer<typeof followSchema>;

export const designListSchema = z.object({ designId: anyIdSchema, ...pageInput });
export type DesignList = z.infer<typeof designListSchema>;
export const authorListSchema = z.object({ userId: anyIdSchema, ...pageInput });
export type AuthorList = z.infer<typeof authorListSchema>;
export const ownListSchema = z.object(pageInput);
export type OwnList = z.infer<typeof ownListSchema>;
export const createdDesignSchema = z.object({ id: idSchema });
export const removedDesignSchema = z.object({ designId: idSchema, removedAt: instantSchema });
export type RemovedDesign = z.infer<typeof removedDesignSchema>;
/** Two releases of one design; either may be the older one. */
export const diffReleasesSchema = z.object({
  designId: anyIdSchema,
  from: z.number().int().min(1).max(1e6),
  to: z.number().int().min(1).max(1e6),
});
export type DiffReleases = z.infer<typeof diffReleasesSchema>;
/** Without `seq` the newest release. */
export const remixSchema = z.object({ designId: anyIdSchema, seq: z.number().int().min(1).max(1e6).optional() });
export type Remix = z.infer<typeof remixSchema>;
/** What a room began as a remix of: one design or none. */
export const originSchema = z.object({ madeFrom: z.array(lineageEntrySchema) });
export type Origin = z.infer<typeof originSchema>;
export const remixedSchema = z.object({ roomId: idSchema, code: z.string() });
export type Remixed = z.infer<typeof remixedSchema>;

/** What differs between two releases, file by file. */
export const releaseDiffSchema = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      change: z.enum(['added', 'removed', 'changed', 'same']),
      before: releaseFileSchema.nullable(),
      after: releaseFileSchema.nullable(),
    }),
  ),
});
export type ReleaseDiff = z.infer<typeof releaseDiffSchema>;

export const uploadSchema = z.object({
  id: idSchema,
  name: z.string(),
  size: z.number().int(),
  /** Bytes that the hub has; go on from here after a cut. */
  received: z.number().int(),
  state: z.enum(uploadStates),
  /** Of a zip: `archive`; null until it was checked. */
  kind: kindSchema.nullable(),
  /** Of the one file that it is; null of a zip, and until it was checked. */
  mediaType: z.string().nullable(),
  facts: fileFactsSchema.nullable(),
  /** For its owner to look at; when it is ready. */
  url: z.string().nullable(),
  /** Files that it holds; 0 until it was checked. */
  fileCount: z.number().int(),
  /** Files of a zip that were not taken. */
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  /** Why it was refused, for people. */
  problem: z
    .object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() })
    .nullable(),
});
export type Upload = z.infer<typeof uploadSchema>;
/** `name` may have folders before it; it becomes the path in the release. An empty file is refused: `empty_file`. */
export const startUploadSchema = z.object({ name: line(255).min(1), size: z.number().int().min(0).max(1e12) });
export type StartUpload = z.infer<typeof startUploadSchema>;
export const uploadIdSchema = z.object({ uploadId: anyIdSchema });
export const uploadsSchema = z.object({ items: z.array(uploadSchema) });
/** A file of an upload that is ready. */
export const uploadFileSchema = z.object({
  path: z.string(),
  kind: kindSchema,
  mediaType: z.string(),
  size: z.number().int(),
  facts: fileFactsSchema,
  /** For the owner of the upload. */
  url: z.string(),
});
export type UploadFile = z.infer<typeof uploadFileSchema>;
export const uploadFilesSchema = z.object({ items: z.array(uploadFileSchema) });
/** What the event `upload.changed` of the person's own stream carries. */
export const uploadChangedSchema = z.object({ upload: uploadSchema });
