/** What goes in and out of the procedures of documents, files and versions. Runs anywhere. */

import { documentKinds, personColours, versionKinds } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { drawingReportSchema } from '../../contract/drawing-report.ts';
import { because } from '../../contract/reasons.ts';
import { checkPath } from './paths.ts';
import { languageIds, languageLabel } from './schema/languages.ts';

/** Ids are not checked for their form: a malformed one is as unknown as any other. */
const idSchema = z.string().min(1).max(64);
const instantSchema = z.iso.datetime();

/**
 * A path in the tree, in the form it is stored in. Only its size is checked here, so that every fault of a path is
 * answered with `bad_path` and its reason; `pathFault` gives forms the same answer before anything is sent.
 */
export const pathSchema = z.string().max(4096);

/** Why this cannot be a path, or null. For forms. */
export function pathFault(path: string): string | null {
  const check = checkPath(path);
  return check.ok ? null : check.reason;
}

export const languageSchema = z.enum(languageIds);
/** Every language by id, as people call it. For pickers. */
export const languageChoices = languageIds.map((id) => ({ id, label: languageLabel(id) }));

/** Somebody who wrote here; null where the account is gone. */
export const authorSchema = z.object({ id: z.string(), name: z.string(), colour: z.enum(personColours) });
export type Author = z.infer<typeof authorSchema>;

export const documentSchema = z.object({
  id: z.string(),
  roomId: z.string(),
  kind: z.enum(documentKinds),
  path: z.string(),
  /** The language chosen by somebody, else that of the file name. */
  language: z.string(),
  languageChosen: z.boolean(),
  createdAt: instantSchema,
  createdBy: authorSchema.nullable(),
  changedAt: instantSchema,
  changedBy: authorSchema.nullable(),
});
export type DocumentSummary = z.infer<typeof documentSchema>;

/** A binary file in the tree. Its bytes: `GET /api/v1/rooms/:roomId/files/:id`. */
export const fileSchema = z.object({
  id: z.string(),
  roomId: z.string(),
  path: z.string(),
  assetId: z.string(),
  size: z.number(),
  mediaType: z.string(),
  createdAt: instantSchema,
  createdBy: authorSchema.nullable(),
});
export type FileSummary = z.infer<typeof fileSchema>;

export const roomInputSchema = z.object({ roomId: idSchema });
export const documentInputSchema = z.object({ documentId: idSchema });
export const fileInputSchema = z.object({ fileId: idSchema });
export const versionInputSchema = z.object({ versionId: idSchema });
export const doneSchema = z.object({ ok: z.literal(true) });

/** What `documents.changes` tells: that a text says something else now, not what. */
export const documentChangeSchema = z.discriminatedUnion('type', [
  /** Everything after this is told. */
  z.object({ type: z.literal('ready') }),
  /** Some may have been missed. */
  z.object({ type: z.literal('reload') }),
  z.object({ type: z.literal('changed'), documentId: idSchema }),
]);
export type DocumentChange = z.infer<typeof documentChangeSchema>;

/** Sorted by path. */
export const treeSchema = z.object({ documents: z.array(documentSchema), files: z.array(fileSchema) });
export type Tree = z.infer<typeof treeSchema>;

export const createDocumentInputSchema = z.object({
  roomId: idSchema,
  kind: z.enum(documentKinds).default('text'),
  path: pathSchema,
  language: languageSchema.optional(),
  /** What a file of this kind holds: of a text, CRLF becomes LF; of a drawing, an `.excalidraw` file. */
  content: z.string().optional(),
});
export type CreateDocumentInput = z.infer<typeof createDocumentInputSchema>;
export const createdSchema = z.object({ id: z.string() });

/** The text of a text; for the structured kinds the maps of the document as JSON. */
export const documentContentSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);
export type DocumentContent = z.infer<typeof documentContentSchema>;

export const moveDocumentInputSchema = z.object({ documentId: idSchema, path: pathSchema });
export const moveFileInputSchema = z.object({ fileId: idSchema, path: pathSchema });
export const movedSchema = z.object({ path: z.string() });

/** Moves everything below `from`. `to` is the folder's new path, also inside another folder; '' is the room itself. */
export const moveFolderInputSchema = z.object({ roomId: idSchema, from: pathSchema, to: pathSchema });
/** How many entries a folder action touched. */
export const countsSchema = z.object({ documents: z.number(), files: z.number() });

/** Null: by file name again. */
export const setLanguageInputSchema = z.object({ documentId: idSchema, language: languageSchema.nullable() });
export const languageSetSchema = z.object({ language: z.string() });

export const folderInputSchema = z.object({ roomId: idSchema, path: pathSchema });
/** What was removed, for an undo with `restoreMany`. */
export const removedFolderSchema = z.object({ documentIds: z.array(z.string()), fileIds: z.array(z.string()) });

export const restoreManyInputSchema = z.object({
  roomId: idSchema,
  documentIds: z.array(idSchema).max(10_000),
  fileIds: z.array(idSchema).max(10_000),
});
export const skippedSchema = z.object({ path: z.string(), reason: z.string() });
export type Skipped = z.infer<typeof skippedSchema>;
export const restoredManySchema = countsSchema.extend({ skipped: z.array(skippedSchema) });

const removedSchema = z.object({ id: z.string(), path: z.string(), removedAt: instantSchema });
/** Newest first, at most 500 of each. */
export const removedTreeSchema = z.object({
  documents: z.array(removedSchema.extend({ kind: z.enum(documentKinds) })),
  files: z.array(removedSchema.extend({ size: z.number(), mediaType: z.string() })),
});
export type RemovedTree = z.infer<typeof removedTreeSchema>;

/** `POST /api/v1/rooms/:roomId/import?path=&replace=1`. */
export const importQuerySchema = z.object({
  /** The folder to import into. */
  path: pathSchema.default(''),
  /** 1: a text that is already there is changed to the imported one; else it stays and is listed as skipped. */
  replace: z
    .enum(['0', '1', 'true', 'false'])
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
});

/** Why an import left something out that `replace` would change. */
export const alreadyThere = because('alreadyThere');

export const importResultSchema = countsSchema.extend({
  /** Texts that were there and have the imported content now. */
  replaced: z.number(),
  skipped: z.array(skippedSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** The answer to an import is a stream of these, one JSON object a line; the last one is a result or an error. */
export const importLineSchema = z.union([
  z.object({ done: z.number(), total: z.number() }),
  z.object({ result: importResultSchema }),
  z.object({
    error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }),
    result: importResultSchema.optional(),
  }),
]);
export type ImportLine = z.infer<typeof importLineSchema>;

export const versionSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  kind: z.enum(versionKinds),
  name: z.string().nullable(),
  seq: z.number(),
  /** Bytes of the stored state. */
  size: z.number(),
  /** Who wrote since the version before. */
  authors: z.array(authorSchema),
  /** Who named it or restored; null for automatic ones. */
  createdBy: authorSchema.nullable(),
  createdAt: instantSchema,
});
export type Version = z.infer<typeof versionSchema>;

/** One line: nothing in it that cannot be seen, or stored. */
export const versionNameSchema = z
  .string()
  .overwrite((name) => name.toWellFormed().trim())
  .min(1)
  .max(120)
  .refine((name) => !/[\p{Cc}\u2028\u2029]/u.test(name), 'Use letters, digits and signs on one line.');
export const listVersionsInputSchema = z.object({
  documentId: idSchema,
  cursor: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
/** Newest first. */
export const versionPageSchema = z.object({ items: z.array(versionSchema), nextCursor: z.string().nullable() });
export const createVersionInputSchema = z.object({ documentId: idSchema, name: versionNameSchema });
export const renameVersionInputSchema = z.object({ versionId: idSchema, name: versionNameSchema });
/** `text` is what a file of the document holds: an `.excalidraw` file for a drawing, else of structured kinds JSON. */
export const versionContentSchema = z.object({ id: z.string(), kind: z.enum(documentKinds), text: z.string() });
export const versionRestoredSchema = z.object({ seq: z.number() });

/** `pending`: of an older state, or not there yet, while the one of the newest is being made. */
const drawingStateSchema = z.enum(['ready', 'pending']);

export const drawingPreviewSchema = z.object({
  state: drawingStateSchema,
  preview: z
    .object({
      /** A PNG, for whoever may read the document. */
      assetUrl: z.string(),
      width: z.number(),
      height: z.number(),
      /** Base64: what can be shown before the picture is there. */
      thumbhash: z.string(),
      at: instantSchema,
    })
    .nullable(),
});
export type DrawingPreviewState = z.infer<typeof drawingPreviewSchema>;

export const drawingAnalysisSchema = z.object({
  state: drawingStateSchema,
  report: drawingReportSchema.nullable(),
  at: instantSchema.nullable(),
});
export type DrawingAnalysis = z.infer<typeof drawingAnalysisSchema>;

/** What room events about the tree carry, by type. One event may name many entries. */
const entriesSchema = z.object({
  by: z.string().nullable(),
  entries: z.array(z.object({ id: z.string(), path: z.string() })),
});
/** `document.moved` is sent for a new language, too. */
export const documentEventSchemas = {
  'document.created': entriesSchema,
  'document.moved': entriesSchema,
  'document.removed': entriesSchema,
  'document.restored': entriesSchema,
  'file.created': entriesSchema,
  'file.moved': entriesSchema,
  'file.removed': entriesSchema,
  'file.restored': entriesSchema,
  'version.created': z.object({
    documentId: z.string(),
    versionId: z.string(),
    kind: z.enum(versionKinds),
    name: z.string().nullable(),
    by: z.string().nullable(),
  }),
} as const;
export type DocumentEventType = keyof typeof documentEventSchemas;
export type DocumentEventPayload<Type extends DocumentEventType> = z.infer<(typeof documentEventSchemas)[Type]>;
