/** Uploads: everybody's own, and as unknown as any other to everybody else. */
import { type Row, signedIn } from './rows.ts';
import type { Scene } from './scene.ts';

export const notMine = 'not_found not_found not_found not_found not_found not_found not_signed_in';

const own = async (s: Scene) => ({ uploadId: await s.upload() });
const ofAnother = async (s: Scene) => ({ uploadId: await s.uploadOfAnother() });

export const uploadRows: Readonly<Record<string, Row>> = {
  'uploads.start': { expected: signedIn, input: () => ({ name: 'a.txt', size: 5 }) },
  'uploads.list': { expected: signedIn },
  'uploads.get': { expected: signedIn, input: own },
  'uploads.get (somebody else’s)': { expected: notMine, input: ofAnother },
  'uploads.files': { expected: signedIn, input: own },
  'uploads.files (somebody else’s)': { expected: notMine, input: ofAnother },
  'uploads.cancel': { expected: signedIn, input: own },
  'uploads.cancel (somebody else’s)': { expected: notMine, input: ofAnother },
};
