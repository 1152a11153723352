import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import {
  countsSchema,
  createDocumentInputSchema,
  createdSchema,
  createVersionInputSchema,
  documentContentSchema,
  documentInputSchema,
  documentSchema,
  doneSchema,
  fileInputSchema,
  folderInputSchema,
  languageSetSchema,
  listVersionsInputSchema,
  moveDocumentInputSchema,
  movedSchema,
  moveFileInputSchema,
  moveFolderInputSchema,
  removedFolderSchema,
  removedTreeSchema,
  renameVersionInputSchema,
  restoredManySchema,
  restoreManyInputSchema,
  roomInputSchema,
  setLanguageInputSchema,
  treeSchema,
  versionContentSchema,
  versionInputSchema,
  versionPageSchema,
  versionRestoredSchema,
} from './schema.ts';

const done = { ok: true } as const;

const filesRouter = router({
  move: signedInProcedure
    .input(moveFileInputSchema)
    .output(movedSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.files.move(ctx.actor, input)),

  remove: signedInProcedure
    .input(fileInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.documents.files.remove(ctx.actor, input.fileId);
      return done;
    }),

  restore: signedInProcedure
    .input(fileInputSchema)
    .output(movedSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.files.restore(ctx.actor, input.fileId)),
});

const versionsRouter = router({
  list: publicProcedure
    .input(listVersionsInputSchema)
    .output(versionPageSchema)
    .query(({ ctx, input }) => ctx.services.documents.versions.list(ctx.actor, input)),

  create: signedInProcedure
    .input(createVersionInputSchema)
    .output(createdSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.versions.create(ctx.actor, input)),

  content: publicProcedure
    .input(versionInputSchema)
    .output(versionContentSchema)
    .query(({ ctx, input }) => ctx.services.documents.versions.content(ctx.actor, input.versionId)),

  rename: signedInProcedure
    .input(renameVersionInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.documents.versions.rename(ctx.actor, input);
      return done;
    }),

  remove: signedInProcedure
    .input(versionInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.documents.versions.remove(ctx.actor, input.versionId);
      return done;
    }),

  restore: signedInProcedure
    .input(versionInputSchema)
    .output(versionRestoredSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.versions.restore(ctx.actor, input.versionId)),
});

export const documentsRouter = router({
  list: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/rooms/{roomId}/documents', tags: ['documents'], summary: 'The tree of a room' },
    })
    .input(roomInputSchema)
    .output(treeSchema)
    .query(({ ctx, input }) => ctx.services.documents.list(ctx.actor, input.roomId)),

  create: signedInProcedure
    .meta({
      openapi: { method: 'POST', path: '/rooms/{roomId}/documents', tags: ['documents'], summary: 'Make a document' },
    })
    .input(createDocumentInputSchema)
    .output(createdSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.create(ctx.actor, input)),

  get: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/documents/{documentId}', tags: ['documents'], summary: 'What a document is' },
    })
    .input(documentInputSchema)
    .output(documentSchema)
    .query(({ ctx, input }) => ctx.services.documents.get(ctx.actor, input.documentId)),

  content: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents/{documentId}/content',
        tags: ['documents'],
        summary: 'What is in a document',
        description:
          'The bare text of a text as text/plain, or as a JSON string for who accepts only application/json; the maps of every other kind as JSON.',
      },
    })
    .input(documentInputSchema)
    .output(documentContentSchema)
    .query(({ ctx, input }) => ctx.services.documents.content(ctx.actor, input.documentId)),

  move: signedInProcedure
    .input(moveDocumentInputSchema)
    .output(movedSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.move(ctx.actor, input)),

  moveFolder: signedInProcedure
    .input(moveFolderInputSchema)
    .output(countsSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.moveFolder(ctx.actor, input)),

  setLanguage: signedInProcedure
    .input(setLanguageInputSchema)
    .output(languageSetSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.setLanguage(ctx.actor, input)),

  remove: signedInProcedure
    .meta({
      openapi: { method: 'DELETE', path: '/documents/{documentId}', tags: ['documents'], summary: 'Remove a document' },
    })
    .input(documentInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.documents.remove(ctx.actor, input.documentId);
      return done;
    }),

  removeFolder: signedInProcedure
    .input(folderInputSchema)
    .output(removedFolderSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.removeFolder(ctx.actor, input)),

  listRemoved: signedInProcedure
    .input(roomInputSchema)
    .output(removedTreeSchema)
    .query(({ ctx, input }) => ctx.services.documents.listRemoved(ctx.actor, input.roomId)),

  restore: signedInProcedure
    .input(documentInputSchema)
    .output(movedSchema)
    .mutation(({ ctx, input }) => ctx.services.documents.restore(ctx.actor, input.documentId)),

  restoreMany: signedInProcedure
    .input(restoreManyInputSchema)
    .output(restoredManySchema)
    .mutation(({ ctx, input }) => ctx.services.documents.restoreMany(ctx.actor, input)),

  changes: publicProcedure.input(roomInputSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { roomId: input.roomId, signal: signal ?? new AbortController().signal };
    yield* ctx.services.documents.changes(ctx.actor, request);
  }),

  files: filesRouter,
  versions: versionsRouter,
});
