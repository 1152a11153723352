/** A design as lists show it, and pages of them. Runs anywhere. */
import { contentStandings, designVisibilities, releaseFileKinds } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../../contract/ids.ts';
import { licenceIds } from '../../../contract/licences.ts';
import { roomPersonSchema } from '../../rooms/schema.ts';

export const licenceSchema = z.enum(licenceIds);

/** A picture and how large it is, so that its place is kept while it loads. */
export const pictureSchema = z.object({
  /** Address of the picture itself, in its best size. */
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** Base64. */
  thumbhash: z.string(),
  /** Smaller ones, the narrowest first, for `srcset`. */
  sizes: z.array(z.object({ url: z.string(), width: z.number().int() })),
});
export type Picture = z.infer<typeof pictureSchema>;

/** A design in a list. */
export const designCardSchema = z.object({
  id: z.string().regex(idPattern),
  title: z.string(),
  /** Null when the account is gone. */
  author: roomPersonSchema.nullable(),
  licence: licenceSchema,
  visibility: z.enum(designVisibilities),
  standing: z.enum(contentStandings),
  tags: z.array(z.string()),
  kinds: z.array(z.enum(releaseFileKinds)),
  picture: pictureSchema.nullable(),
  likeCount: z.number().int(),
  saveCount: z.number().int(),
  remixCount: z.number().int(),
  commentCount: z.number().int(),
  critiqueCount: z.number().int(),
  publishedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  /** What I did with it. */
  liked: z.boolean(),
  saved: z.boolean(),
});
export type DesignCard = z.infer<typeof designCardSchema>;

/** An opaque place in a list, as the hub gave it out; one of another list is refused. */
export const cursorSchema = z.string().max(400);
export const pageInput = { cursor: cursorSchema.optional(), limit: z.number().int().min(1).max(60).default(30) };
export const designPageSchema = z.object({ items: z.array(designCardSchema), nextCursor: cursorSchema.nullable() });
export type DesignPage = z.infer<typeof designPageSchema>;
