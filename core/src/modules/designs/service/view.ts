/** Records as the procedures give them out. */
import type { Actor } from '../../../platform/actor.ts';
import { designRights, type Question } from '../policy.ts';
import type { PictureSize } from '../repo/asset-repo.ts';
import type { CardRecord } from '../repo/card-repo.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { Parent } from '../repo/lineage-repo.ts';
import type { FileRecord, ReleaseRecord } from '../repo/release-repo.ts';
import type { DesignsRepo } from '../repo.ts';
import type { Design, DesignCard, LineageEntry, Picture, Release, ReleaseFile, ReleaseSummary } from '../schema.ts';
import { type DesignsCore, type DesignsDeps, readerId } from './deps.ts';

const releasesShown = 100;

interface Pictured {
  readonly previewId: string | null;
  readonly previewWidth: number | null;
  readonly previewHeight: number | null;
  readonly thumbhash: string | null;
}

/** How addresses of a design's assets are made. */
interface Place {
  readonly id: string;
  readonly listed: boolean;
}

/** What pictures and their addresses are made of. */
export interface CardsCore {
  readonly repo: Pick<DesignsRepo, 'assets' | 'cards'>;
  readonly deps: Pick<DesignsDeps, 'links'>;
}

type Sizes = ReadonlyMap<string, readonly PictureSize[]>;

export async function toCards(core: CardsCore, rows: readonly CardRecord[]): Promise<DesignCard[]> {
  const sizes = await sizesOf(
    core,
    rows.map(({ design }) => design),
  );
  return rows.map((row) => toCard(core, row, sizes));
}

/** What `DesignsPort.cards` promises. */
export async function cardsByIds(
  core: CardsCore,
  viewerId: string | null,
  ids: readonly string[],
): Promise<DesignCard[]> {
  const cards = await toCards(core, await core.repo.cards.cards(viewerId, ids));
  const byId = new Map(cards.map((card) => [card.id, card]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toCard(core: CardsCore, { design, author, liked, saved }: CardRecord, sizes: Sizes): DesignCard {
  return {
    id: design.id,
    title: design.title,
    author,
    licence: design.licence,
    visibility: design.visibility,
    standing: design.standing,
    tags: design.tags,
    kinds: design.kinds,
    picture: toPicture(core, design, design, sizes),
    likeCount: design.likeCount,
    saveCount: design.saveCount,
    remixCount: design.remixCount,
    commentCount: design.commentCount,
    critiqueCount: design.critiqueCount,
    publishedAt: design.publishedAt?.toISOString() ?? null,
    createdAt: design.createdAt.toISOString(),
    liked,
    saved,
  };
}

/** The page of a design, for somebody who may read it. */
export async function toDesign(core: DesignsCore, actor: Actor, designId: string): Promise<Design> {
  const { repo, deps } = core;
  const viewerId = readerId(actor);
  const row = await repo.cards.card(designId, viewerId);
  const question = await core.question(actor, row?.design);
  const design = row?.design;
  const newest = await repo.releases.newestFirst(designId, releasesShown);
  const [first] = newest;
  if (row === undefined || design === undefined || first === undefined) throw new Error(`${designId} has no release`);
  const own = viewerId !== null && viewerId === design.authorId;
  const [[card], releases, release, madeFrom, following, statementId] = await Promise.all([
    toCards(core, [row]),
    toSummaries(core, design, newest),
    toRelease(core, design, first),
    toLineage(core, question),
    viewerId !== null && design.authorId !== null ? repo.people.follows(viewerId, design.authorId) : false,
    design.standing !== 'visible' && (own || question.viewer.moderator)
      ? deps.safety.statementOf('design', designId)
      : null,
  ]);
  return {
    ...(card as DesignCard),
    description: design.description,
    roomId: own ? design.roomId : null,
    rubricId: design.rubricId,
    release,
    releases,
    madeFrom,
    following,
    rights: designRights(question),
    statementId,
  };
}

async function toLineage(core: DesignsCore, { viewer, design }: Question<DesignRecord>): Promise<LineageEntry[]> {
  return design === undefined ? [] : lineageOf(core, viewer.userId, await core.repo.lineage.parentsOf(design.id));
}

/** As this person may see it. */
export async function lineageOf(
  core: DesignsCore,
  viewerId: string | null,
  parents: readonly Parent[],
): Promise<LineageEntry[]> {
  const seen = await core.repo.cards.cards(
    viewerId,
    parents.map(({ designId }) => designId),
  );
  return parents.map(({ designId, licence, releaseSeq }) => {
    const parent = seen.find((row) => row.design.id === designId);
    const shown = parent === undefined ? null : { id: designId, title: parent.design.title, author: parent.author };
    return { design: shown, licence, releaseSeq };
  });
}

async function toSummaries(
  core: DesignsCore,
  design: Place,
  releases: readonly ReleaseRecord[],
): Promise<ReleaseSummary[]> {
  const sizes = await sizesOf(core, releases);
  return releases.map((release) => ({
    id: release.id,
    seq: release.seq,
    notes: release.notes,
    licence: release.licence,
    createdAt: release.createdAt.toISOString(),
    picture: toPicture(core, design, release, sizes),
    facts: release.facts,
  }));
}

export async function toRelease(core: DesignsCore, design: Place, release: ReleaseRecord): Promise<Release> {
  const [[summary], files] = await Promise.all([
    toSummaries(core, design, [release]),
    toFiles(core, design, release.id),
  ]);
  return { ...(summary as ReleaseSummary), designId: design.id, files };
}

/** What the page of a design shows first; null where its newest release has no picture. */
export async function newestPicture(core: DesignsCore, design: Place): Promise<Picture | null> {
  const [newest] = await core.repo.releases.newestFirst(design.id, 1);
  return newest === undefined ? null : toPicture(core, design, newest, await sizesOf(core, [newest]));
}

export async function toFiles(core: DesignsCore, design: Place, releaseId: string): Promise<ReleaseFile[]> {
  const files = await core.repo.releases.files(releaseId);
  return files.map((file) => ({
    path: file.path,
    kind: file.kind,
    mediaType: file.mediaType,
    size: file.size,
    url: addressOf(core, design, file.assetId, file.path),
    assetId: file.assetId,
    documentId: file.documentId,
    facts: file.facts,
    picture: picturedFile(core, design, file),
  }));
}

function picturedFile(core: DesignsCore, design: Place, { kind, assetId, path, facts }: FileRecord): Picture | null {
  const { width, height, thumbhash, sizes = [] } = facts;
  if (kind !== 'image' || width === undefined || height === undefined || thumbhash === undefined) return null;
  return {
    url: addressOf(core, design, assetId, path),
    width,
    height,
    thumbhash,
    sizes: sizes
      .toSorted((a, b) => a.width - b.width)
      .map((size) => ({ url: addressOf(core, design, size.assetId, 'picture'), width: size.width })),
  };
}

async function sizesOf(core: CardsCore, pictured: readonly Pictured[]): Promise<Sizes> {
  const ids = new Set(pictured.flatMap(({ previewId }) => previewId ?? []));
  return Map.groupBy(await core.repo.assets.sizesOf([...ids]), ({ sourceId }) => sourceId);
}

function toPicture(core: CardsCore, design: Place, pictured: Pictured, sizes: Sizes): Picture | null {
  const { previewId, previewWidth: width, previewHeight: height, thumbhash } = pictured;
  if (previewId === null || width === null || height === null || thumbhash === null) return null;
  return {
    url: addressOf(core, design, previewId, 'picture'),
    width,
    height,
    thumbhash,
    sizes: (sizes.get(previewId) ?? []).map((size) => ({
      url: addressOf(core, design, size.assetId, 'picture'),
      width: size.width,
    })),
  };
}

function addressOf(core: CardsCore, design: Place, assetId: string, path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return core.deps.links.url({ assetId, name, open: design.listed, scope: design.id });
}
