import { z } from 'zod';
import { router, signedInProcedure } from '../../trpc.ts';
import { accountExportSchema, deletionStatusSchema, exportStatusSchema, requestDeletionSchema } from './schema.ts';

const exportRouter = router({
  start: signedInProcedure
    .output(accountExportSchema)
    .mutation(({ ctx }) => ctx.services.accountData.exports.start(ctx.actor)),
  status: signedInProcedure
    .output(exportStatusSchema)
    .query(({ ctx }) => ctx.services.accountData.exports.status(ctx.actor)),
});

const deletionRouter = router({
  status: signedInProcedure
    .output(deletionStatusSchema)
    .query(({ ctx }) => ctx.services.accountData.deletion.status(ctx.actor)),
  request: signedInProcedure
    .input(requestDeletionSchema)
    .output(deletionStatusSchema)
    .mutation(({ ctx, input }) => ctx.services.accountData.deletion.request(ctx.actor, input, ctx.origin)),
  cancel: signedInProcedure
    .input(z.object({}).optional())
    .output(deletionStatusSchema)
    .mutation(({ ctx }) => ctx.services.accountData.deletion.cancel(ctx.actor)),
});

/** Under `accounts`, beside the procedures of sign-in and profile. */
export const accountDataRouter = router({ export: exportRouter, deletion: deletionRouter });
