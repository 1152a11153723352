import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Notices, Safety, ToldPerson, Work } from '../../../platform/community-ports.ts';
import type { Cursors } from '../../../platform/cursors.ts';
import type { AssetStore, BlobStore, EventStore, Queue } from '../../../platform/ports.ts';
import type { AssetLinks } from '../asset-links.ts';
import { type Authorised, authorise, type Question, viewerOf } from '../policy.ts';
import type { DesignAction, RoomWorksPort, RubricsPort, UploadsPort } from '../ports.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import { createDesignsRepo, type DesignsRepo } from '../repo.ts';
import type { DesignEventPayload, DesignEventType } from '../schema.ts';

export interface DesignsDeps {
  readonly db: Database;
  readonly events: EventStore;
  readonly queue: Pick<Queue, 'send'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly assets: AssetStore;
  readonly blobs: Pick<BlobStore, 'get' | 'stream'>;
  readonly cursors: Cursors;
  readonly links: AssetLinks;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly safety: Safety;
  readonly notices: Notices;
  readonly rooms: RoomWorksPort;
  readonly uploads: UploadsPort;
  readonly rubrics: RubricsPort;
}

/** A transaction. Nothing in it may ask the database by another way: the embedded one has one connection. */
export interface DesignWork {
  readonly work: Work;
  readonly repo: DesignsRepo;
  readonly now: Date;
  emit<Type extends DesignEventType>(designId: string, type: Type, payload: DesignEventPayload<Type>): void;
}

export interface DesignsCore {
  readonly deps: DesignsDeps;
  readonly repo: DesignsRepo;
  now(): Date;
  newId(): string;
  question(actor: Actor, design: DesignRecord | undefined): Promise<Question<DesignRecord>>;
  allowed<Action extends DesignAction>(
    actor: Actor,
    designId: string,
    action: Action,
  ): Promise<Authorised<Action, DesignRecord>>;
  transaction<Result>(work: (held: DesignWork) => Promise<Result>): Promise<Result>;
  /** With the design under its lock, by somebody who may do this with it. */
  held<Action extends DesignAction, Result>(
    actor: SignedInActor,
    what: { designId: string; action: Action },
    work: (held: DesignWork, design: Authorised<Action, DesignRecord>) => Promise<Result>,
  ): Promise<Result>;
  /** What has to follow when strangers find a design, or do so no longer: its job does it. */
  settle(designId: string): Promise<void>;
}

export function createDesignsCore(deps: DesignsDeps): DesignsCore {
  const core: DesignsCore = {
    deps,
    repo: createDesignsRepo(deps.db),
    now: () => new Date(deps.clock.now()),
    newId: () => newId(deps.clock.now()),

    async question(actor, design) {
      const viewer = viewerOf(actor);
      const { userId } = viewer;
      const authorId = design?.authorId ?? null;
      const strangers = userId !== null && authorId !== null && userId !== authorId;
      const kept = viewer.moderator && design?.visibility === 'private';
      return {
        viewer,
        design,
        blocked: strangers && (await deps.safety.blocked(userId, authorId)),
        underReview: kept && (await deps.safety.underReview('design', design.id)),
      };
    },

    allowed: async (actor, designId, action) =>
      authorise(await core.question(actor, await core.repo.designs.find(designId)), action),

    transaction: (work) =>
      deps.events.transaction((tx, emit) =>
        work({
          work: { tx, emit },
          repo: createDesignsRepo(tx),
          now: core.now(),
          emit: (designId, type, payload) => emit(streamOf(designId), type, payload),
        }),
      ),

    async held(actor, { designId, action }, work) {
      const before = await core.question(actor, await core.repo.designs.find(designId));
      // Before the lock: a stranger must not hold up others by what they may not touch.
      authorise(before, action);
      return await core.transaction(async (held) => {
        const design = await held.repo.designs.lock(designId);
        return await work(held, authorise({ ...before, design }, action));
      });
    },

    async settle(designId) {
      await deps.queue.send('design.settle', { designId }, { key: designId });
    },
  };
  return core;
}

export function streamOf(designId: string): string {
  return `design:${designId}`;
}

export function readerId(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

export function toldPerson({ userId, name, colour, avatarId }: SignedInActor): ToldPerson {
  return { userId, name, colour, avatarId };
}

/** For what was there a moment ago, inside the same transaction. */
export function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new HubError('not_found');
  return value;
}
