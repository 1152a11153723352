import { z } from 'zod';

export const manifestName = 'manifest.json';

/** Never out of the folder, whoever wrote the list. */
const pathSchema = z.string().refine((path) => path.split('/').every(isName));

/** Everything below `data/` of a backup, so that one that is cut, changed or added to is noticed. */
export const manifestSchema = z.object({
  format: z.literal('draftroom-backup-1'),
  createdAt: z.iso.datetime(),
  folders: z.array(pathSchema),
  files: z.record(pathSchema, z.object({ size: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

export type Manifest = z.infer<typeof manifestSchema>;

function isName(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part);
}
