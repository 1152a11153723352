import type { ReportTarget } from '@draftroom/drizzle/enums';
import type { z } from 'zod';
import type { RemovalWork } from '../../../platform/community-ports.ts';
import type { ModerationDeps } from '../ports.ts';
import { createModerationRepo, type ModerationRepo } from '../repo.ts';
import type { StatementEventType, statementEventSchemas } from '../schema.ts';

/** A transaction, with the tables of moderation over it. */
export interface ModerationWork extends RemovalWork {
  readonly repo: ModerationRepo;
  readonly now: Date;
}

export interface ModerationCore {
  readonly deps: ModerationDeps;
  readonly repo: ModerationRepo;
  now(): Date;
  work<Result>(run: (work: ModerationWork) => Promise<Result>): Promise<Result>;
}

export function createModerationCore(deps: ModerationDeps): ModerationCore {
  const repo = createModerationRepo(deps.db);
  const now = () => new Date(deps.clock.now());
  return {
    deps,
    repo,
    now,
    work: (run) =>
      deps.events.transaction((tx, emit, rewrite) =>
        run({ tx, emit, rewrite, repo: createModerationRepo(tx), now: now() }),
      ),
  };
}

export function emitStatement<Type extends StatementEventType>(
  work: Pick<ModerationWork, 'emit'>,
  userId: string,
  type: Type,
  payload: z.infer<(typeof statementEventSchemas)[Type]>,
): void {
  work.emit(`user:${userId}`, type, payload);
}

/** All moderators follow this stream. */
export const moderationStream = 'moderation';

/** Of a snapshot, for when nothing but it is left. */
export function titleOf(snapshot: unknown): string | null {
  if (typeof snapshot !== 'object' || snapshot === null) return null;
  const named = ['title', 'name', 'text', 'summary'].map((key) => (snapshot as Record<string, unknown>)[key]);
  const title = named.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined;
  return title === undefined ? null : title.replace(/\s+/g, ' ').trim().slice(0, 120);
}

export type TargetRef = { readonly targetType: ReportTarget; readonly targetId: string };
