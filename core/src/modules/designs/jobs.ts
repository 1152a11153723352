/** What is done after the commit: pictures of drawings, and what others are told. */
import { isHubError } from '../../contract/errors.ts';
import type { Queue } from '../../platform/ports.ts';
import type { DrawingPainter } from './ports.ts';
import type { FileRecord } from './repo/release-repo.ts';
import type { DesignsCore } from './service/deps.ts';
import { type ChosenPicture, firstPicture, isChosen, pictureAs } from './service/gather.ts';
import { settleDesign } from './service/settle.ts';

export async function registerDesignJobs(
  queue: Pick<Queue, 'work'>,
  core: DesignsCore,
  drawings: DrawingPainter | null,
): Promise<void> {
  await queue.work('design.settle', ({ designId }, signal) => settleDesign(core, designId, signal));
  if (drawings === null) return;
  await queue.work('design.preview', ({ releaseId }, signal) => makePicture(core, drawings, releaseId, signal));
}

/** Of the frozen drawing, not of what it has become in its room since. */
async function makePicture(
  core: DesignsCore,
  drawings: DrawingPainter,
  releaseId: string,
  signal: AbortSignal,
): Promise<void> {
  const release = await core.repo.releases.findById(releaseId);
  if (release === undefined || release.previewId !== null) return;
  const files = await core.repo.releases.files(releaseId);
  const drawing = files.find(({ kind }) => kind === 'drawing');
  const drawn = drawing === undefined ? null : await draw(core, drawings, drawing, signal);
  const picture = drawn ?? firstPicture(files);
  if (picture === null) return;
  await core.transaction(async ({ repo, emit }) => {
    const design = await repo.designs.lock(release.designId);
    if (design === undefined) return;
    await repo.releases.setPicture(releaseId, picture);
    const before = await repo.releases.find(design.id, { seq: release.seq - 1 });
    if (design.releaseCount !== release.seq || isChosen(design, before)) return;
    await repo.designs.setPicture(design.id, picture);
    emit(design.id, 'design.changed', { by: null });
  });
}

/** Null for a drawing that cannot be drawn, however often it is tried. */
async function draw(
  { deps }: DesignsCore,
  drawings: DrawingPainter,
  file: FileRecord,
  signal: AbortSignal,
): Promise<ChosenPicture | null> {
  try {
    const text = Buffer.from(await deps.blobs.get(file.assetId)).toString();
    const { update, pictures } = deps.rooms.readDrawing({ path: file.path, text });
    const bytesOf = async (assetId: string) => pictures.get(assetId) ?? null;
    const preview = await drawings.preview([update], bytesOf, signal);
    const assetId = await deps.assets.store({ bytes: preview.png, mediaType: 'image/png' });
    return pictureAs(assetId, await deps.uploads.makeSizes(assetId));
  } catch (error) {
    if (isHubError(error, 'bad_drawing')) return null;
    throw error;
  }
}
