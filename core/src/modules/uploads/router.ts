import { router, signedInProcedure } from '../../trpc.ts';
import {
  startUploadSchema,
  uploadFilesSchema,
  uploadIdSchema,
  uploadSchema,
  uploadsSchema,
} from '../designs/schema.ts';
import { doneSchema } from '../documents/schema.ts';

const tags = ['uploads'];
const done = { ok: true } as const;

export const uploadsRouter = router({
  start: signedInProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/uploads',
        tags,
        summary: 'Begin to upload a file',
        description:
          'Its bytes follow in parts of at most 8 MiB, in any order: `PUT /uploads/{uploadId}/parts?offset=…`. When all are there the file is checked; what became of it says `GET /uploads/{uploadId}`. An upload that is not published goes a day after its last change.',
      },
    })
    .input(startUploadSchema)
    .output(uploadSchema)
    .mutation(({ ctx, input }) => ctx.services.uploads.start(ctx.actor, input)),
  list: signedInProcedure
    .meta({ openapi: { method: 'GET', path: '/uploads', tags, summary: 'My uploads that are not published' } })
    .output(uploadsSchema)
    .query(({ ctx }) => ctx.services.uploads.list(ctx.actor)),
  get: signedInProcedure
    .meta({ openapi: { method: 'GET', path: '/uploads/{uploadId}', tags, summary: 'How an upload stands' } })
    .input(uploadIdSchema)
    .output(uploadSchema)
    .query(({ ctx, input }) => ctx.services.uploads.get(ctx.actor, input.uploadId)),
  files: signedInProcedure
    .meta({ openapi: { method: 'GET', path: '/uploads/{uploadId}/files', tags, summary: 'What an upload holds' } })
    .input(uploadIdSchema)
    .output(uploadFilesSchema)
    .query(({ ctx, input }) => ctx.services.uploads.files(ctx.actor, input.uploadId)),
  cancel: signedInProcedure
    .meta({ openapi: { method: 'DELETE', path: '/uploads/{uploadId}', tags, summary: 'Drop an upload' } })
    .input(uploadIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.uploads.cancel(ctx.actor, input.uploadId);
      return done;
    }),
});
