/** What goes into and comes out of the procedures that give people their data and delete their accounts. Runs anywhere. */
import { deletionModes, exportStates } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { triedPasswordSchema } from '../accounts/schema.ts';

/** How long an export can be downloaded. */
export const exportDays = 7;
/** How long a deletion can be called off. */
export const deletionGraceDays = 7;
/** Somebody without a password signs in anew; how old that may be, in minutes. */
export const freshSignInMinutes = 10;

const instantSchema = z.iso.datetime();

export const accountExportSchema = z.object({
  id: z.string().regex(idPattern),
  state: z.enum(exportStates),
  /** Per cent. */
  progress: z.number().int(),
  /** Bytes; 0 before it is ready. */
  size: z.number().int(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  /** For its owner, signed in; null before it is ready. */
  url: z.string().nullable(),
});
export type AccountExport = z.infer<typeof accountExportSchema>;

export const exportStatusSchema = z.object({
  /** The newest one that can still be had or is being made. */
  current: accountExportSchema.nullable(),
  /** When the next one may be asked for; null: now. */
  nextAt: instantSchema.nullable(),
});
export type ExportStatus = z.infer<typeof exportStatusSchema>;

export const requestDeletionSchema = z.object({
  mode: z.enum(deletionModes),
  /** Needed when there is one; without, the session has to be fresh. */
  password: triedPasswordSchema.optional(),
});
export type RequestDeletion = z.infer<typeof requestDeletionSchema>;

export const deletionSchema = z.object({
  mode: z.enum(deletionModes),
  requestedAt: instantSchema,
  /** Not before then. */
  dueAt: instantSchema,
});
export type Deletion = z.infer<typeof deletionSchema>;
export const deletionStatusSchema = z.object({ request: deletionSchema.nullable() });
export type DeletionStatus = z.infer<typeof deletionStatusSchema>;
