/** Texts that people write, as far as any database, list and page can take them. */
import { z } from 'zod';
import { idPattern } from './ids.ts';

/** Control characters: none of them in names, only tabs and line feeds in texts. NUL cannot be stored at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlInLine = /[\u0000-\u001f\u007f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlInText = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Half of a surrogate pair cannot be stored; what is left of it becomes a replacement character. */
export const line = (max: number) =>
  z
    .string()
    .overwrite((text) => text.toWellFormed().trim())
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !controlInLine.test(text), 'Use letters, digits and signs on one line.');

export const paragraph = (max: number) =>
  z
    .string()
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(max, `Use at most ${max} characters.`)
        .refine((text) => !controlInText.test(text), 'This holds characters that cannot be used.'),
    );

/**
 * Ids that come in are not refused for their form: a malformed one is as unknown as any other. It becomes a text that is
 * no id, so that no table is asked for what it cannot hold.
 */
export const anyIdSchema = z
  .string()
  .max(64)
  .overwrite((id) => (idPattern.test(id) ? id : 'unknown'));
