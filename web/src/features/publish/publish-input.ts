/** What a person has filled in, and what is asked of the hub with it. Pure. */
import { type Licence, licenceConflict } from '@draftroom/core/contract/licences';
import type { AddRelease, LineageEntry, Publish } from '@draftroom/core/schema/designs';
import type { DesignVisibility } from '@draftroom/drizzle/enums';
import type { UploadEntry } from './upload-list.ts';

export interface PublishValues {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly licence: Licence;
  readonly visibility: DesignVisibility;
  /** What critiques score; null for the usual one. */
  readonly rubricId: string | null;
  /** Of a new release. */
  readonly notes: string;
}

export interface RoomContents {
  readonly documentIds: readonly string[];
  /** How many there are beside its documents. */
  readonly fileCount: number;
  /** Documents that were left out. */
  readonly without: ReadonlySet<string>;
  /** Whether the files of a room without documents are wanted; else they come with all of its documents. */
  readonly withFiles: boolean;
}

export interface PublishContents extends RoomContents {
  readonly roomId: string | undefined;
  readonly uploads: readonly UploadEntry[];
  readonly previewUploadId: string | undefined;
}

/** Why it cannot be published yet. */
export type Unready = 'nothing' | 'under_way' | 'stopped' | 'no_title' | 'licence' | null;

/** `isRelease`: of a design that is there. `madeFrom`: whose licences have to allow it. */
export function unready(
  values: PublishValues,
  contents: PublishContents,
  { isRelease, madeFrom }: { isRelease: boolean; madeFrom: readonly LineageEntry[] },
): Unready {
  if (contents.uploads.some(({ state }) => isUnderWay(state))) return 'under_way';
  if (contents.uploads.some(({ state }) => isStopped(state))) return 'stopped';
  const ready = contents.uploads.some(({ state }) => state === 'ready');
  if (ofRoom(contents) === 'nothing' && !ready) return 'nothing';
  if (!isRelease && values.title.trim() === '') return 'no_title';
  return firstConflict(madeFrom, values.licence) === null ? null : 'licence';
}

export function isUnderWay(state: UploadEntry['state']): boolean {
  return state === 'waiting' || state === 'sending' || state === 'cut' || state === 'checking';
}

/** Wanted, and not going on by itself: a release is frozen, so it waits for a decision. */
export function isStopped(state: UploadEntry['state']): boolean {
  return state === 'paused' || state === 'failed';
}

export function publishInput(values: PublishValues, contents: PublishContents): Publish {
  const { title, description, tags, licence, visibility, rubricId } = values;
  const rubric = rubricId === null ? {} : { rubricId };
  return { title, description, tags: [...tags], licence, visibility, ...rubric, ...contentsInput(contents) };
}

export function releaseInput(designId: string, values: PublishValues, contents: PublishContents): AddRelease {
  return { designId, notes: values.notes, licence: values.licence, ...contentsInput(contents) };
}

/** Whether something was typed or chosen since the page opened. */
export function changed(first: PublishValues, values: PublishValues, contents: PublishContents): boolean {
  const { without, withFiles, uploads } = contents;
  const names = Object.keys(first) as (keyof PublishValues)[];
  return (
    names.some((name) => String(first[name]) !== String(values[name])) ||
    without.size > 0 ||
    !withFiles ||
    uploads.some(({ chosen }) => chosen)
  );
}

/** What it is made from: what its design was made from already, and what its room began as, if anything of that is in it. */
export function parentsOf(
  design: { readonly id: string; readonly madeFrom: readonly LineageEntry[] } | null,
  origin: readonly LineageEntry[],
  contents: RoomContents,
): readonly LineageEntry[] {
  const known = design?.madeFrom ?? [];
  const named = new Set([design?.id, ...known.map((entry) => entry.design?.id)]);
  const fresh = origin.filter((entry) => entry.design === null || !named.has(entry.design.id));
  return ofRoom(contents) === 'nothing' ? known : [...known, ...fresh];
}

/** The one that is offered first: the usual one, else the one that what it is made from asks for. */
export function firstLicence(madeFrom: readonly LineageEntry[], usual: Licence): Licence {
  const asked = firstConflict(madeFrom, usual)?.entry.licence;
  return asked !== undefined && firstConflict(madeFrom, asked) === null ? asked : usual;
}

/** Of what a design was made from: the first whose licence does not go with this one. */
export function firstConflict(
  madeFrom: readonly LineageEntry[],
  licence: Licence,
): { readonly entry: LineageEntry; readonly why: NonNullable<ReturnType<typeof licenceConflict>> } | null {
  for (const entry of madeFrom) {
    const why = licenceConflict(entry.licence, licence);
    if (why !== null) return { entry, why };
  }
  return null;
}

/** What comes with it of the room: all of it is more than its documents, and more than this page knows of. */
function ofRoom({ documentIds, without, fileCount, withFiles }: RoomContents): 'all' | 'nothing' | readonly string[] {
  if (documentIds.length === 0) return fileCount > 0 && withFiles ? 'all' : 'nothing';
  const chosen = documentIds.filter((id) => !without.has(id));
  if (chosen.length === 0) return 'nothing';
  return chosen.length === documentIds.length ? 'all' : chosen;
}

function contentsInput(contents: PublishContents) {
  const { roomId, uploads, previewUploadId } = contents;
  const chosen = ofRoom(contents);
  const uploadIds = uploads.flatMap(({ state, upload }) => (state === 'ready' && upload !== null ? [upload.id] : []));
  return {
    ...(roomId === undefined || chosen === 'nothing'
      ? {}
      : { roomId, ...(chosen === 'all' ? {} : { documentIds: [...chosen] }) }),
    ...(uploadIds.length === 0 ? {} : { uploadIds }),
    ...(previewUploadId === undefined ? {} : { previewUploadId }),
  };
}
