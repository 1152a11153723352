/** Brings together what a release is made of: frozen documents, files of a room, uploads. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { kindOfDocument, mediaTypeOfDocument, textFacts } from '../contents.ts';
import type { CheckedFile, RoomEntry } from '../ports.ts';
import type { PictureOf } from '../repo/design-repo.ts';
import type { FileRecord } from '../repo/release-repo.ts';
import type { FileFacts } from '../schema.ts';
import type { DesignsDeps } from './deps.ts';

export interface WantedContents {
  readonly roomId?: string | undefined;
  readonly documentIds?: readonly string[] | undefined;
  readonly uploadIds?: readonly string[] | undefined;
  readonly previewUploadId?: string | undefined;
}

export type ChosenPicture = PictureOf & { readonly colours: string[] };

export interface Gathered {
  readonly files: readonly FileRecord[];
  /** What the author chose, or the first picture there is. */
  readonly picture: ChosenPicture | null;
  /** Whether the first drawing is to become the picture. */
  readonly draws: boolean;
}

type GatherDeps = Pick<DesignsDeps, 'rooms' | 'assets' | 'blobs' | 'uploads' | 'limits'>;

export interface Frozen {
  readonly files: readonly FileRecord[];
  /** Files of the room that cannot be published, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** Before the transaction: reads everything in the room as it is now and stores it. */
export async function freezeRoom(
  deps: GatherDeps,
  actor: SignedInActor,
  { roomId, documentIds }: WantedContents,
): Promise<Frozen> {
  if (roomId === undefined) return { files: [], skipped: [] };
  const entries = await deps.rooms.entries(actor, roomId, documentIds);
  checkCount(deps.limits, entries.length);
  const files: FileRecord[] = [];
  // One after the other: a room of any size needs the memory of its largest document.
  for (const entry of entries) if (entry.type === 'document') files.push(await freeze(deps, entry));
  const raw = entries.flatMap((entry) => {
    if (entry.type !== 'file') return [];
    const { path, size, assetId } = entry;
    return [{ path, size, read: () => deps.blobs.get(assetId) }];
  });
  if (raw.length === 0) return { files, skipped: [] };
  const checked = await deps.uploads.checkFiles(raw, new AbortController().signal);
  files.push(...checked.files.map(notOfDocument));
  return { files, skipped: checked.skipped };
}

async function freeze(deps: GatherDeps, entry: Extract<RoomEntry, { type: 'document' }>): Promise<FileRecord> {
  const { text, seq, elements } = await entry.read();
  const bytes = Buffer.from(text);
  const mediaType = mediaTypeOfDocument[entry.kind];
  const assetId = await deps.assets.store({ bytes, mediaType });
  const facts = entry.kind === 'text' ? textFacts(entry.path, text) : elements === null ? {} : { elements };
  const kind = kindOfDocument[entry.kind];
  return { path: entry.path, kind, assetId, mediaType, size: bytes.length, facts, documentId: entry.id, seq };
}

function notOfDocument(file: CheckedFile): FileRecord {
  return { ...file, documentId: null, seq: null };
}

/** Inside the transaction: what was uploaded for it is taken, and everything is held against the limits. */
export async function gather(
  deps: GatherDeps,
  tx: Database,
  { userId, frozen, wanted }: { userId: string; frozen: readonly FileRecord[]; wanted: WantedContents },
): Promise<Gathered> {
  const { uploadIds = [], previewUploadId } = wanted;
  const uploaded = uploadIds.length === 0 ? [] : await deps.uploads.take(tx, userId, uploadIds);
  const files = [...frozen, ...uploaded.map(notOfDocument)];
  checkCount(deps.limits, files.length);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > deps.limits.releaseBytes) {
    throw new HubError('too_large', { limit: `${Math.floor(deps.limits.releaseBytes / 1024 / 1024)} MB` });
  }
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) throw new HubError('path_taken', { path });
    paths.add(path);
  }
  const chosen = previewUploadId === undefined ? null : await takePicture(deps, tx, userId, previewUploadId);
  const draws = chosen === null && files.some(({ kind }) => kind === 'drawing');
  return { files, draws, picture: chosen ?? (draws ? null : firstPicture(files)) };
}

export async function takePicture(
  deps: Pick<GatherDeps, 'uploads'>,
  tx: Database,
  userId: string,
  uploadId: string,
): Promise<ChosenPicture> {
  const [file] = await deps.uploads.take(tx, userId, [uploadId]);
  const picture = file === undefined ? null : pictureOf(file);
  if (picture === null) throw new HubError('invalid_input', { previewUploadId: 'This upload is no picture.' });
  return picture;
}

/** A picture with such a name was made to show the rest, wherever it lies. */
const shownFirst = /^(screen-?_?shot|preview|cover|thumb(nail)?|readme)(?![a-z])/i;

/** Of pictures that nobody chose among: what is named as one to be shown, then what lies least deep, then by name. */
export function firstPicture(files: readonly CheckedFile[]): ChosenPicture | null {
  const places = files.map((file) => {
    const folders = file.path.split('/');
    return { file, named: shownFirst.test(folders.at(-1) ?? ''), depth: folders.length };
  });
  places.sort((a, b) => Number(b.named) - Number(a.named) || a.depth - b.depth || (a.file.path < b.file.path ? -1 : 1));
  for (const { file } of places) {
    const picture = pictureOf(file);
    if (picture !== null) return picture;
  }
  return null;
}

function pictureOf({ kind, assetId, facts }: CheckedFile): ChosenPicture | null {
  return kind === 'image' ? pictureAs(assetId, facts) : null;
}

export function pictureAs(assetId: string, facts: Partial<FileFacts>): ChosenPicture | null {
  const { width, height, thumbhash, colours = [] } = facts;
  if (width === undefined || height === undefined || thumbhash === undefined) return null;
  return { previewId: assetId, previewWidth: width, previewHeight: height, thumbhash, colours };
}

/** Whether the author chose this picture of the design, which a release that merely has one does not replace. */
export function isChosen(
  design: { readonly previewId: string | null },
  newest: { readonly previewId: string | null } | undefined,
): boolean {
  return design.previewId !== null && design.previewId !== (newest?.previewId ?? null);
}

function checkCount(limits: Limits, count: number): void {
  if (count > limits.releaseFiles) throw new HubError('too_large', { limit: `${limits.releaseFiles} files` });
}
