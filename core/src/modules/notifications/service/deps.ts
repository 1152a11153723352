import type { Database } from '@draftroom/drizzle/client';
import type { NotificationKind } from '@draftroom/drizzle/enums';
import type { Clock } from '../../../platform/clock.ts';
import type { SubjectType } from '../../../platform/community-ports.ts';
import type { EventStore, Queue } from '../../../platform/ports.ts';
import { defaultChoice, isFixed } from '../policy.ts';
import type { Aversions, SubjectPorts } from '../ports.ts';
import type { NotificationRow } from '../repo.ts';
import type { NotificationChoice } from '../schema.ts';

export interface NotificationsDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly queue: Pick<Queue, 'send'>;
  readonly aversions: Aversions;
  readonly subjects: SubjectPorts;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** At least 32 secret bytes, the same in all processes of a hub. */
  readonly linkKey: Uint8Array;
}

/** Those rows that their owner may still see: asked of the modules whose things they are about, each once. */
export async function stillSeen(
  deps: Pick<NotificationsDeps, 'subjects' | 'aversions'>,
  userId: string,
  rows: readonly NotificationRow[],
): Promise<NotificationRow[]> {
  if (rows.length === 0) return [];
  const averse = await deps.aversions.averse(userId);
  const about = Map.groupBy(
    rows.map(({ subject }) => splitSubject(subject)),
    ({ type }) => type,
  );
  const seen = new Set<string>();
  for (const [type, subjects] of about) {
    const ids = await deps.subjects[type].seen(userId, [...new Set(subjects.map(({ id }) => id))]);
    for (const id of ids) seen.add(`${type}:${id}`);
  }
  return rows.filter(({ subject, actor }) => seen.has(subject) && !(actor !== null && averse.has(actor.userId)));
}

/** Only `tell` writes subjects, and its type knows no others. */
function splitSubject(subject: string): { type: SubjectType; id: string } {
  const at = subject.indexOf(':');
  return { type: subject.slice(0, at) as SubjectType, id: subject.slice(at + 1) };
}

export function choiceOf(chosen: readonly NotificationChoice[], kind: NotificationKind): NotificationChoice {
  const choice = chosen.find((candidate) => candidate.kind === kind) ?? defaultChoice(kind);
  return isFixed(kind) ? { ...choice, show: true } : choice;
}
