import { z } from 'zod';
import type { RequestContext } from '../../context.ts';
import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import {
  accountSchema,
  bearerSchema,
  changePasswordInputSchema,
  createHandoverInputSchema,
  createHandoverOutputSchema,
  type Done,
  decideDeviceInputSchema,
  describeDeviceInputSchema,
  describeDeviceOutputSchema,
  doneSchema,
  exchangeHandoverInputSchema,
  meSchema,
  pollDeviceInputSchema,
  pollDeviceOutputSchema,
  requestPasswordResetInputSchema,
  resetPasswordInputSchema,
  revokedSchema,
  revokeSessionInputSchema,
  type SignedIn,
  sessionListSchema,
  signedInSchema,
  signInInputSchema,
  signUpInputSchema,
  startDeviceInputSchema,
  startDeviceOutputSchema,
  syncTicketSchema,
  updateProfileInputSchema,
  verifyEmailInputSchema,
} from './schema.ts';
import type { StartedSession } from './service/sign-in.ts';

const done: Done = { done: true };
const tags = ['auth'];

const sessionsRouter = router({
  list: signedInProcedure
    .output(sessionListSchema)
    .query(async ({ ctx }) => ({ sessions: await ctx.services.accounts.listSessions(ctx.actor) })),
  revoke: signedInProcedure
    .input(revokeSessionInputSchema)
    .output(revokedSchema)
    .mutation(async ({ ctx, input }) => ({
      revoked: await ctx.services.accounts.revokeSession(ctx.actor, input.id),
    })),
  revokeOthers: signedInProcedure
    .output(revokedSchema)
    .mutation(async ({ ctx }) => ({ revoked: await ctx.services.accounts.revokeOtherSessions(ctx.actor) })),
});

const handoverRouter = router({
  create: signedInProcedure
    .input(createHandoverInputSchema)
    .output(createHandoverOutputSchema)
    .mutation(async ({ ctx, input }) => ({
      redirectTo: await ctx.services.accounts.createHandover(ctx.actor, input),
    })),
  exchange: publicProcedure
    .input(exchangeHandoverInputSchema)
    .output(bearerSchema)
    .mutation(({ ctx, input }) => ctx.services.accounts.exchangeHandover(input, ctx.origin)),
});

const deviceRouter = router({
  start: publicProcedure
    .input(startDeviceInputSchema)
    .output(startDeviceOutputSchema)
    .mutation(({ ctx, input }) => ctx.services.accounts.startDevice(input.client, ctx.origin)),
  describe: signedInProcedure
    .input(describeDeviceInputSchema)
    .output(describeDeviceOutputSchema)
    .query(({ ctx, input }) => ctx.services.accounts.describeDevice(ctx.actor, input.userCode)),
  decide: signedInProcedure
    .input(decideDeviceInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accounts.decideDevice(ctx.actor, input.userCode, input.approve);
      return done;
    }),
  poll: publicProcedure
    .input(pollDeviceInputSchema)
    .output(pollDeviceOutputSchema)
    .mutation(({ ctx, input }) => ctx.services.accounts.pollDevice(input.deviceCode, ctx.origin)),
});

export const accountsRouter = router({
  signUp: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/sign-up', tags, summary: 'Open an account', protect: false } })
    .input(signUpInputSchema)
    .output(signedInSchema)
    .mutation(async ({ ctx, input }) => handOut(await ctx.services.accounts.signUp(input, ctx.origin), input.via, ctx)),
  signIn: publicProcedure
    .meta({
      openapi: { method: 'POST', path: '/auth/sign-in', tags, summary: 'Sign in with a password', protect: false },
    })
    .input(signInInputSchema)
    .output(signedInSchema)
    .mutation(async ({ ctx, input }) => handOut(await ctx.services.accounts.signIn(input, ctx.origin), input.via, ctx)),
  signOut: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/sign-out', tags, summary: 'End this session' } })
    .input(z.object({}).optional())
    .output(doneSchema)
    .mutation(async ({ ctx }) => {
      await ctx.services.accounts.signOut(ctx.actor);
      ctx.origin.setSessionCookie(null);
      return done;
    }),
  me: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/auth/me', tags, summary: 'Who is signed in, and how one can' } })
    .input(z.object({}).optional())
    .output(meSchema)
    .query(({ ctx }) => ctx.services.accounts.me(ctx.actor)),
  updateProfile: signedInProcedure
    .input(updateProfileInputSchema)
    .output(accountSchema)
    .mutation(({ ctx, input }) => ctx.services.accounts.updateProfile(ctx.actor, input)),
  removeAvatar: signedInProcedure.output(doneSchema).mutation(async ({ ctx }) => {
    await ctx.services.accounts.removeAvatar(ctx.actor);
    return done;
  }),
  changePassword: signedInProcedure
    .input(changePasswordInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accounts.changePassword(ctx.actor, input, ctx.origin);
      return done;
    }),
  requestEmailVerification: signedInProcedure.output(doneSchema).mutation(async ({ ctx }) => {
    await ctx.services.accounts.requestEmailVerification(ctx.actor);
    return done;
  }),
  verifyEmail: publicProcedure
    .input(verifyEmailInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accounts.verifyEmail(input.token);
      return done;
    }),
  requestPasswordReset: publicProcedure
    .input(requestPasswordResetInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accounts.requestPasswordReset(input.email, ctx.origin);
      return done;
    }),
  resetPassword: publicProcedure
    .input(resetPasswordInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.accounts.resetPassword(input.token, input.password, ctx.origin);
      return done;
    }),
  syncTicket: signedInProcedure
    .output(syncTicketSchema)
    .mutation(({ ctx }) => ctx.services.accounts.syncTicket(ctx.actor)),
  sessions: sessionsRouter,
  handover: handoverRouter,
  device: deviceRouter,
});

/** The token goes into the cookie or into the answer, never into both. */
function handOut({ user, token }: StartedSession, via: 'cookie' | 'bearer', ctx: RequestContext): SignedIn {
  if (via === 'bearer') return { user, token };
  ctx.origin.setSessionCookie(token);
  return { user, token: null };
}
