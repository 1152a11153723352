/** What goes into and comes out of the procedures of profiles. Runs anywhere. */
import { contentStandings, roomRoles } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { anyIdSchema, paragraph } from '../../contract/words.ts';
import { roomPersonSchema } from '../rooms/schema.ts';

export const bioLength = 600;
export const mostLinks = 5;
const linkLength = 200;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();

/** Somebody else's browser follows these, so nothing but web pages. */
const linkSchema = z
  .string()
  .trim()
  .max(linkLength, `Use at most ${linkLength} characters.`)
  .refine((link) => URL.canParse(link) && /^https?:$/.test(new URL(link).protocol), 'Enter an address like https://….')
  .transform((link) => new URL(link))
  .refine((url) => url.username === '' && url.password === '', 'Leave names and passwords out of addresses.')
  .transform((url) => url.href)
  .pipe(z.string().max(linkLength, `Use at most ${linkLength} characters.`));

export const profileSchema = z.object({
  person: roomPersonSchema,
  joinedAt: instantSchema,
  /** Empty also while it waits for a moderator, except to its owner. */
  bio: z.string(),
  links: z.array(z.string()),
  counts: z.object({
    followers: z.number().int(),
    following: z.number().int(),
    /** Those that everybody finds. */
    designs: z.number().int(),
    critiques: z.number().int(),
    /** Votes that found one of the critiques helpful. */
    helpful: z.number().int(),
    publicRooms: z.number().int(),
  }),
  mine: z.boolean(),
  /** What I did; a person who blocked me is unknown to me. */
  following: z.boolean(),
  blocked: z.boolean(),
  muted: z.boolean(),
  /** Of bio and links; to their owner only, `visible` to everybody else. */
  standing: z.enum(contentStandings),
});
export type Profile = z.infer<typeof profileSchema>;

export const userIdSchema = z.object({ userId: anyIdSchema });

export const profileRoomsInput = z.object({
  userId: anyIdSchema,
  cursor: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(60).default(30),
});
export type ProfileRoomsInput = z.infer<typeof profileRoomsInput>;
export const profileRoomsSchema = z.object({
  /** Public ones, the newest change first. */
  items: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      description: z.string(),
      memberCount: z.number().int(),
      role: z.enum(roomRoles),
      changedAt: instantSchema,
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type ProfileRooms = z.infer<typeof profileRoomsSchema>;

export const updateProfileSchema = z.object({
  bio: paragraph(bioLength),
  links: z.array(linkSchema).max(mostLinks, `Use at most ${mostLinks} links.`),
});
export type UpdateProfile = z.infer<typeof updateProfileSchema>;
