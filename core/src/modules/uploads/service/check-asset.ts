import type { FileChecks } from '../check/check-files.ts';
import { resolveReference } from '../check/references.ts';
import type { CheckedFile, StoredAsset } from '../ports.ts';
import type { UploadsDeps } from './deps.ts';

/** A file that the hub has already, looked at as if it had just been uploaded. */
export async function checkAsset(
  { blobs }: Pick<UploadsDeps, 'blobs'>,
  checks: FileChecks,
  { path, assetId }: StoredAsset,
  beside: readonly StoredAsset[] = [],
): Promise<CheckedFile> {
  const bytes = await blobs.get(assetId);
  const bytesOf = async (name: string) => {
    const wanted = resolveReference(path, name);
    const other = beside.find((candidate) => candidate.path === wanted);
    return other === undefined ? null : await blobs.get(other.assetId);
  };
  return await checks.checkFile({ path, bytes }, { beside: bytesOf, signal: new AbortController().signal });
}
