/**
 * What nearly every module that takes people's words and works asks of two others: whether somebody may act now
 * (moderation keeps that), and to tell people of what was done (notifications does). Wired in `modules.ts`.
 */
import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding, NotificationKind, PersonColour, ReportTarget } from '@draftroom/drizzle/enums';
import type { HubSaying } from '../contract/sayings.ts';
import type { SignedInActor } from './actor.ts';
import type { RewriteEvents } from './ports.ts';

/** An open transaction and what is told of it when it is committed. */
export interface Work {
  readonly tx: Database;
  emit(stream: string, type: string, payload: unknown): void;
}

export interface RemovalWork extends Work {
  readonly rewrite: RewriteEvents;
}

export type SafetyAction =
  | 'publish'
  | 'upload'
  | 'comment'
  | 'critique'
  | 'react'
  | 'follow'
  | 'collect'
  | 'report'
  | 'message';

/** 0 on the first day, up to 4; rises with time and with what others made of one's work. */
export type Trust = 0 | 1 | 2 | 3 | 4;

/** Words and links of something new, for the checks that hold it for review. */
export interface Inspected {
  readonly type: ReportTarget;
  readonly id: string;
  /** Everything that was written: title, text, tags. */
  readonly words: string;
  /** As a moderator will see it. */
  readonly snapshot: unknown;
}

export interface Safety {
  /**
   * Before anything is taken: throws `suspended` while a moderator's action lasts, `too_fast` beyond what this trust may
   * do. `hold`: what this person publishes waits for a moderator.
   */
  admit(actor: SignedInActor, action: SafetyAction): Promise<{ trust: Trust; hold: boolean }>;
  /** Inside the transaction that writes it: how it stands at first. What is held is put before the moderators. */
  inspect(work: Work, actor: SignedInActor, content: Inspected): Promise<ContentStanding>;
  trust(userId: string): Promise<Trust>;
  /** Whom this person does not see: blocked by either side, or muted by them. */
  averse(userId: string | null): Promise<ReadonlySet<string>>;
  /** Whether one of the two blocked the other. */
  blocked(userId: string, otherId: string): Promise<boolean>;
  /** Inside a transaction: who of these does not want to hear of this person, because of a block by either or a mute. */
  averseTo(tx: Database, otherId: string, among: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether it is before the moderators now. */
  underReview(type: ReportTarget, id: string): Promise<boolean>;
  /** What its owner reads about why this is held or hidden now; null when it is neither. */
  statementOf(type: ReportTarget, id: string): Promise<string | null>;
}

/** Somebody as a notification shows them. */
export interface ToldPerson {
  readonly userId: string;
  readonly name: string;
  readonly colour: PersonColour;
  readonly avatarId: string | null;
}

/** Things that a notification can be about; who owns them says whether somebody may still see them (`Subjects`). */
export type SubjectType =
  | 'design'
  | 'collection'
  | 'critique'
  | 'thread'
  | 'room'
  | 'user'
  /** A moderator's action, an appeal, a report: always to be seen by whom they are sent to. */
  | 'action'
  | 'appeal'
  | 'report';

/** What the module that owns a kind of thing says for its notifications, many at once. */
export interface Subjects {
  /** Those of these ids that this person may see now. */
  seen(userId: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Notice {
  readonly userId: string;
  readonly kind: NotificationKind;
  /** What it is about: unread ones of a kind about one thing are one that counts. */
  readonly subject: `${SubjectType}:${string}`;
  /** Who did it; null for the hub. Nobody is told of what they did themselves. */
  readonly actor: ToldPerson | null;
  readonly about: {
    /** Name of the thing. */
    readonly title: string;
    /** Some of the words, plain and short. */
    readonly excerpt?: string;
    /** In place of an excerpt: what the hub itself says. */
    readonly said?: HubSaying;
    /** Whose words these are, e.g. `comment:…`, for `forget`. */
    readonly source?: string;
    /** Where it leads, a path of the web. */
    readonly path: string;
  };
}

export interface Notices {
  /** Inside the transaction; leaves out people who chose not to hear of it, and those averse to its actor. */
  tell(work: Work, notices: readonly Notice[]): Promise<void>;
  /** Inside the transaction that takes the words away: no notification goes on quoting them. */
  forget(work: Pick<Work, 'tx'>, source: string): Promise<void>;
}

/** What moderation asks of the module that owns a kind of content. */
export interface Content {
  /** Null when there is none, or when this person may not see it (null: as the hub sees it). */
  look(
    tx: Database,
    id: string,
    viewerId: string | null,
  ): Promise<{
    readonly ownerId: string | null;
    readonly title: string;
    readonly path: string;
    /** Words under their names; `previewId`: the asset that is its picture, which is kept as long as somebody decides by it. */
    readonly snapshot: unknown;
    readonly standing: ContentStanding;
  } | null>;
  /**
   * Before any row of moderation is taken: the rows that editing it takes first. Whoever decides about it and whoever
   * edits it while a check holds it take all rows in the same order.
   */
  hold(tx: Database, id: string): Promise<void>;
  /** Tells the open pages, too. */
  setStanding(work: Work, id: string, standing: ContentStanding): Promise<void>;
  /** For good, by a moderator; the words go from kept events, too. */
  remove(work: RemovalWork, id: string): Promise<void>;
}
