/** A room with everybody in it, seen by one person, and what that person's calls can be about. */
import { createHash, randomBytes } from 'node:crypto';
import type { RoomVisibility } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { reviewItems } from '@draftroom/drizzle/schema/moderation';
import { and, eq, isNull } from 'drizzle-orm';
import type { Anchor } from '../../src/contract/anchor.ts';
import { writeUnsubscribeToken } from '../../src/modules/notifications/service/unsubscribe-token.ts';
import type { TestHub, TestRoom } from '../../src/testing/test-hub.ts';
import type { TestCaller, TestPerson } from '../../src/testing/test-people.ts';
import type { PersonName } from './rows.ts';

export const password = 'quiet graphite pencil';

export interface Stage {
  readonly room: TestRoom;
  readonly people: Readonly<Record<PersonName, TestPerson | null>>;
}

export type Cast = Readonly<Record<Exclude<PersonName, 'signedOut'> | 'other', TestPerson>>;

export async function createCast(hub: TestHub): Promise<Cast> {
  const names = ['owner', 'editor', 'commenter', 'viewer', 'stranger', 'removed', 'other'] as const;
  const cast: Partial<Record<(typeof names)[number], TestPerson>> = {};
  for (const name of names) cast[name] = await hub.person({ name });
  return cast as Cast;
}

/** The same people in a room of their own. */
export async function createStage(hub: TestHub, cast: Cast, visibility: RoomVisibility): Promise<Stage> {
  const room = await hub.room({ visibility, people: cast });
  const owner = hub.as(room.owner).direct;
  for (const one of [cast.removed, cast.other]) await hub.as(one).direct.rooms.join({ code: room.code });
  await owner.rooms.members.remove({ roomId: room.id, userId: cast.removed.userId });
  return { room, people: { ...cast, signedOut: null } };
}

/** The whole of a text, whatever it says. */
export const pointAt = (documentId: string): Anchor => ({
  documentId,
  state: 'attached',
  surface: 'text',
  start: 'AQdjb250ZW50AA==',
  end: 'AQdjb250ZW50AA==',
  quote: 'words',
  fallback: { line: 0, column: 0 },
});

let made = 0;
const next = (): number => {
  made += 1;
  return made;
};

export class Scene {
  readonly hub: TestHub;
  readonly room: TestRoom;
  readonly roomId: string;
  readonly code: string;
  readonly documentId: string;
  /** Who calls; null when signed out. */
  readonly person: TestPerson | null;
  readonly #name: PersonName;
  readonly #other: TestPerson;

  constructor(hub: TestHub, stage: Stage, { name, other }: { name: PersonName; other: TestPerson }) {
    this.hub = hub;
    this.room = stage.room;
    this.roomId = stage.room.id;
    this.code = stage.room.code;
    this.documentId = stage.room.documentId;
    this.person = stage.people[name];
    this.#name = name;
    this.#other = other;
  }

  get owner(): TestCaller['direct'] {
    return this.hub.as(this.room.owner).direct;
  }

  /** A new name in the tree. */
  path(folder = ''): string {
    return `${folder}file-${next()}.ts`;
  }

  async document(path = this.path()): Promise<string> {
    return (await this.owner.documents.create({ roomId: this.roomId, path, content: 'let x = 1;\n' })).id;
  }

  async drawing(): Promise<string> {
    const path = this.path().replace('.ts', '.excalidraw');
    return (await this.owner.documents.create({ roomId: this.roomId, kind: 'drawing', path })).id;
  }

  async removedDocument(): Promise<string> {
    const documentId = await this.document();
    await this.owner.documents.remove({ documentId });
    return documentId;
  }

  /** A folder with one text in it. */
  async folder(): Promise<string> {
    const folder = `folder-${next()}`;
    await this.document(this.path(`${folder}/`));
    return folder;
  }

  /** A binary file in the tree. */
  async file(): Promise<{ fileId: string; assetId: string }> {
    const path = this.path().replace('.ts', '.bin');
    const bytes = Uint8Array.from([0, ...randomBytes(16)]);
    const documents = this.hub.hub.modules.services.documents;
    await documents.importFile(this.room.owner, { roomId: this.roomId, path, bytes, replace: false });
    const { files } = await this.owner.documents.list({ roomId: this.roomId });
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) throw new Error(`${path} was not imported`);
    return { fileId: file.id, assetId: file.assetId };
  }

  async removedFile(): Promise<string> {
    const { fileId } = await this.file();
    await this.owner.documents.files.remove({ fileId });
    return fileId;
  }

  async version(): Promise<string> {
    const documentId = await this.document();
    return (await this.owner.documents.versions.create({ documentId, name: 'First' })).id;
  }

  /** Somebody who has just become an editor of the room. */
  async member(): Promise<string> {
    const person = await this.hub.person();
    await this.hub.as(person).direct.rooms.join({ code: this.code });
    return person.userId;
  }

  /** A message of the person where they can have one, else of somebody else. */
  async message(): Promise<string> {
    const own = ['owner', 'editor', 'commenter', 'viewer'].includes(this.#name) ? this.person : null;
    const author = this.hub.as(own ?? this.#other).direct;
    return (await author.rooms.chat.send({ roomId: this.roomId, text: 'said before' })).id;
  }

  async messageOfAnother(): Promise<string> {
    const author = this.hub.as(this.#other).direct;
    return (await author.rooms.chat.send({ roomId: this.roomId, text: 'said by another' })).id;
  }

  /** A thread of the person where they can begin one, else of somebody else; with its only comment. */
  thread(): Promise<{ threadId: string; commentId: string }> {
    const own = ['owner', 'editor', 'commenter'].includes(this.#name) ? this.person : null;
    return this.#begin(own ?? this.#other);
  }

  threadOfAnother(): Promise<{ threadId: string; commentId: string }> {
    return this.#begin(this.#other);
  }

  async #begin(author: TestPerson): Promise<{ threadId: string; commentId: string }> {
    const { roomId, documentId } = this;
    const input = { roomId, anchor: pointAt(documentId), text: 'said before' };
    const { id, comments } = await this.hub.as(author).direct.comments.threads.create(input);
    return { threadId: id, commentId: comments[0]?.id ?? '' };
  }

  /** Somebody new who moderates. */
  async staff(siteRole: 'moderator' | 'admin' = 'moderator'): Promise<TestCaller> {
    const person = await this.hub.person({ name: siteRole });
    await this.hub.hub.database.db.update(users).set({ siteRole }).where(eq(users.id, person.userId));
    return this.hub.as(person);
  }

  /** An open item about somebody. */
  async reviewItem(userId?: string): Promise<string> {
    const targetId = userId ?? (await this.hub.person()).userId;
    const reporter = this.hub.as(await this.hub.person()).direct;
    await reporter.reports.create({ targetType: 'user', targetId, reason: 'spam' });
    const [row] = await this.hub.hub.database.db
      .select({ id: reviewItems.id })
      .from(reviewItems)
      .where(and(eq(reviewItems.targetId, targetId), isNull(reviewItems.closedAt)));
    return row?.id ?? '';
  }

  /** Of the person, or, signed out, of somebody else. */
  async statement(userId = this.person?.userId ?? this.#other.userId): Promise<string> {
    const moderator = await this.staff();
    const itemId = await this.reviewItem(userId);
    const statement = 'It breaks the rules of this hub, as was said above.';
    return (await moderator.trpc.moderation.act.mutate({ itemId, kind: 'warn', reason: 'spam', statement })).id;
  }

  async statementOfAnother(): Promise<string> {
    return this.statement((await this.hub.person()).userId);
  }

  async appeal(): Promise<string> {
    const person = await this.hub.person();
    const statementId = await this.statement(person.userId);
    const { appeal } = await this.hub.as(person).direct.appeals.create({ statementId, words: 'It does not.' });
    return appeal?.id ?? '';
  /** An upload of the person's own, of which nothing has come yet; of somebody else where nobody is signed in. */
  async upload(of = this.person): Promise<string> {
    return (await this.hub.as(of ?? this.#other).direct.uploads.start({ name: 'a.txt', size: 5 })).id;
  }

  uploadOfAnother(): Promise<string> {
    return this.upload(this.#other);
  }

  /** One that somebody else was sent. */
  async notificationOfAnother(): Promise<string> {
    const other = this.#other;
    const text = `@[Other](${other.userId}) look`;
    await this.owner.rooms.chat.send({ roomId: this.roomId, text });
    const { items } = await this.hub.as(other).direct.notifications.list({});
    return items[0]?.id ?? '';
  }

  /** An export of somebody else that can be downloaded. */
  async exportOfAnother(): Promise<string> {
    const person = await this.hub.person();
    const { id } = await this.hub.as(person).direct.accounts.export.start();
    await this.hub.queue.settle();
    return id;
  }

  /** The link that a digest is stopped with. */
  unsubscribeToken(): string {
    return writeUnsubscribeToken(this.hub.hub.parts.ticketKey, this.#other.userId);
  }

  /** The link that a deletion is called off with. */
  async keepToken(): Promise<string> {
    const person = await this.hub.person();
    await this.hub.as(person).direct.accounts.deletion.request({ mode: 'wipe' });
    return await this.hub.mailedToken(person.email);
  }

  async request(): Promise<string> {
    const person = await this.hub.person();
    await this.hub.as(person).direct.rooms.requests.create({ roomId: this.roomId });
    const { items } = await this.owner.rooms.requests.list({ roomId: this.roomId });
    return items.find((request) => request.person.userId === person.userId)?.id ?? '';
  }

  async invite(): Promise<{ inviteId: string; token: string }> {
    const { id, url } = await this.owner.rooms.invites.create({ roomId: this.roomId, role: 'viewer' });
    return { inviteId: id, token: url.split('/').at(-1) ?? '' };
  }

  /** Somebody new with the same standing at the door: signed in, or not. */
  async fresh(): Promise<TestCaller> {
    return this.hub.as(this.person === null ? null : await this.hub.person({ emailVerified: false }));
  }

  /** Another session of the same person. */
  async twin(): Promise<TestCaller> {
    return this.hub.as(this.person === null ? null : await this.hub.twin(this.person));
  }

  /** A session of the person's own that is not the one that calls. */
  async otherSession(of = this.person): Promise<string> {
    const caller = this.hub.as(await this.hub.twin(of ?? this.#other));
    const { sessions } = await caller.direct.accounts.sessions.list();
    return sessions.find((session) => session.current)?.id ?? '';
  }

  sessionOfAnother(): Promise<string> {
    return this.otherSession(this.#other);
  }

  /** An account that can be signed in to. */
  async account(): Promise<{ email: string }> {
    const email = `account-${next()}@example.org`;
    await this.hub.as(null).direct.accounts.signUp({ email, name: 'Ada', password });
    return { email };
  }

  async confirmationToken(): Promise<string> {
    const person = await this.hub.person({ emailVerified: false });
    await this.hub.as(person).direct.accounts.requestEmailVerification();
    return await this.hub.mailedToken(person.email);
  }

  async resetToken(): Promise<string> {
    const { email } = await this.account();
    await this.hub.as(null).direct.accounts.requestPasswordReset({ email });
    return await this.hub.mailedToken(email);
  }

  /** What an extension starts a sign-in with, and what it ends it with. */
  handover() {
    const codeVerifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const redirectUri = 'http://127.0.0.1:5555/done';
    return { codeVerifier, start: { client: 'api' as const, redirectUri, codeChallenge, state: 'state' } };
  }

  async handoverCode(): Promise<{ code: string; codeVerifier: string }> {
    const { codeVerifier, start } = this.handover();
    const { redirectTo } = await this.owner.accounts.handover.create(start);
    return { code: new URL(redirectTo).searchParams.get('code') ?? '', codeVerifier };
  }

  device() {
    return this.hub.as(null).direct.accounts.device.start({ client: 'vscode' });
  }
}
