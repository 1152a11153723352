/** Somebody who is suspended, at a whole hub: what they have open, and what they ask for. */
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appRouter } from '../src/router.ts';
import { until } from '../src/sync/testing/test-engine.ts';
import { createTestHub, type TestHub, type TestRoom } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller, type TestPerson } from '../src/testing/test-people.ts';
import { toErrorBody } from '../src/trpc.ts';
import { allowedWhileSuspended } from '../src/while-suspended.ts';

const statement = 'What was said in the room attacks people instead of their work.';

let hub: TestHub;
let room: TestRoom;
let moderator: TestCaller;
let second: TestCaller;
beforeAll(async () => {
  hub = await createTestHub();
  room = await hub.room();
  const staff = async () => {
    const person = await hub.person();
    await hub.hub.database.db.update(users).set({ siteRole: 'moderator' }).where(eq(users.id, person.userId));
    return hub.as(person);
  };
  [moderator, second] = [await staff(), await staff()];
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

/** Gives the id of the statement. */
async function suspend({ userId }: TestPerson, reporter: TestPerson, until: string): Promise<string> {
  await hub.as(reporter).trpc.reports.create.mutate({ targetType: 'user', targetId: userId, reason: 'abuse' });
  const { items } = await moderator.trpc.moderation.queue.query({});
  const itemId = items.find(({ target }) => target.id === userId)?.id ?? '';
  const decision = { kind: 'suspend', reason: 'abuse', statement, until } as const;
  return (await moderator.trpc.moderation.act.mutate({ itemId, ...decision })).id;
}

const inHours = (hours: number) => new Date(hub.hub.parts.clock.now() + hours * 3_600_000).toISOString();

test('[MOD-7] a suspension makes open sockets read-only at once and refuses every change; a reversal gives it back', async () => {
  const person = hub.as(room.editor);
  const socket = await person.socket({ path: room.documentId, ack: true });
  socket.step1();
  await socket.saw('step2');
  socket.type('before ');
  await socket.saw('ack');

  const id = await suspend(room.editor, room.owner, inHours(24 * 7));

  // Sockets hear of it after the answer: what is written in between may still be taken.
  await until(() => {
    socket.type('after ');
    return socket.all('refused').length > 0;
  }, 'a refusal');
  expect((await socket.saw('refused')).code).toBe('read_only');
  const { trpc } = person;
  const { id: roomId, documentId } = room;
  expect(await outcomeOf(trpc.documents.content.query({ documentId }))).toBe('ok');
  const changes = {
    document: trpc.documents.create.mutate({ roomId, path: 'new.md' }),
    message: trpc.rooms.chat.send.mutate({ roomId, text: 'hello' }),
    room: trpc.rooms.create.mutate({ name: 'Mine' }),
    report: trpc.reports.create.mutate({ targetType: 'user', targetId: room.owner.userId, reason: 'other' }),
  };
  for (const [what, call] of Object.entries(changes))
    expect([what, await outcomeOf(call)]).toEqual([what, 'suspended']);
  expect((await trpc.rooms.get.query({ roomId })).rights).toMatchObject({ read: true, chat: false, write: false });

  const { appeal } = await trpc.appeals.create.mutate({ statementId: id, words: 'It was a joke among friends.' });
  const answer = 'It was meant as a joke, and everybody took it so.';
  await second.trpc.appeals.decide.mutate({ appealId: appeal?.id ?? '', decision: 'reversed', answer });
  expect(await outcomeOf(trpc.documents.create.mutate({ roomId, path: 'new.md' }))).toBe('ok');
  const again = await person.socket({ path: documentId, ack: true });
  again.step1();
  await again.saw('step2');
  again.type('again ');
  await again.saw('ack');
});

test('[MOD-7] a suspension that has had its time ends on the sockets that are open, too', async () => {
  const own = await hub.room();
  const person = hub.as(own.editor);
  await suspend(own.editor, own.owner, inHours(1));
  const socket = await person.socket({ path: own.documentId, ack: true });
  socket.step1();
  await socket.saw('step2');
  socket.type('too early ');
  expect((await socket.saw('refused')).code).toBe('read_only');

  hub.advance(3_600_000 - 1);
  await hub.queue.settle();
  expect(hub.queue.waiting()).toContainEqual(expect.objectContaining({ name: 'restriction.end' }));
  expect(await outcomeOf(person.trpc.documents.create.mutate({ roomId: own.id, path: 'new.md' }))).toBe('suspended');
  const asked = socket.all('step1').length;
  hub.advance(1);
  await hub.queue.settle();
  // The hub asks for what it refused before, on the same socket.
  await socket.saw('step1', asked + 1);
  socket.step2(Y.encodeStateAsUpdate(socket.doc));
  await until(async () => {
    const content = await person.direct.documents.content({ documentId: own.documentId });
    return String(content).includes('too early ');
  }, 'what was typed');
  expect(await person.direct.statements.standing()).toMatchObject({ restriction: null });
});

test('[MOD-7] an end that a dying hub did not put down is put down at the next start', async () => {
  const own = await hub.room();
  const id = await suspend(own.editor, own.owner, inHours(1));
  const waiting = () => hub.queue.waiting().filter(({ name, key }) => name === 'restriction.end' && key === id);
  await hub.queue.cancel('restriction.end', id);
  expect(waiting()).toEqual([]);
  // What runs at each start.
  await hub.queue.send('daily', {}, { key: 'at the start' });
  await hub.queue.settle();
  expect(waiting()).toHaveLength(1);
});

/** With `allowedWhileSuspended` every mutation there is: a new one is put here, or there with a reason. */
const refusedWhileSuspended = [
  ...['accounts.updateProfile', 'accounts.removeAvatar', 'profiles.update'],
  ...['members.setRole', 'members.remove', 'requests.create', 'requests.decide', 'invites.create', 'invites.revoke']
    .concat(['chat.send', 'chat.edit', 'chat.remove', 'create', 'createCollabSession', 'update', 'rotateCode'])
    .concat(['transferOwnership', 'archive', 'unarchive', 'remove', 'restore'])
    .map((name) => `rooms.${name}`),
  ...['create', 'move', 'moveFolder', 'setLanguage', 'remove', 'removeFolder', 'restore', 'restoreMany']
    .concat(['files.move', 'files.remove', 'files.restore'])
    .concat(['versions.create', 'versions.rename', 'versions.remove', 'versions.restore'])
    .map((name) => `documents.${name}`),
  'drawings.cancel',
  ...['create', 'edit', 'remove', 'threads.create', 'threads.resolve', 'threads.reopen', 'threads.setAnchor']
    .concat(['onDesigns.create', 'onDesigns.post', 'onDesigns.reply', 'onDesigns.edit', 'onDesigns.remove'])
    .concat(['onDesigns.resolve', 'onDesigns.reopen'])
    .map((name) => `comments.${name}`),
  ...['reports.create', 'moderation.claim', 'moderation.release', 'moderation.act', 'appeals.decide'],
  ...['critiques.create', 'critiques.update', 'critiques.remove', 'critiques.vote'],
  ...['rubrics.create', 'rubrics.update', 'rubrics.remove'],
  ...['create', 'publish', 'addRelease', 'update', 'remove', 'restore', 'react', 'follow', 'remix'].map(
    (name) => `designs.${name}`,
  ),
  ...['create', 'update', 'remove', 'restore', 'addItem', 'updateItem', 'removeItem', 'moveItem'].map(
    (name) => `collections.${name}`,
  ),
  'uploads.start',
];

test('[MOD-7] every mutation is refused, but for those that are named with a reason', async () => {
  const own = await hub.room();
  const person = hub.as(own.editor);
  await suspend(own.editor, own.owner, inHours(1));
  // Nested in its type, but flat when it runs: keys are dotted paths.
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const mutations = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'mutation');
  const refused: string[] = [];
  for (const name of mutations) {
    let target: unknown = person.direct;
    for (const part of name.split('.')) target = (target as Record<string, unknown>)[part];
    // Without an input: the gate comes before it is looked at.
    const outcome = await (target as () => Promise<unknown>)().catch((error: unknown) => toErrorBody(error).code);
    if (outcome === 'suspended') refused.push(name);
  }
  expect(refused.toSorted()).toEqual(refusedWhileSuspended.toSorted());
  expect([...refused, ...allowedWhileSuspended].toSorted()).toEqual(mutations.toSorted());
});

test('[MOD-7] what is no procedure is refused, too, and REST as the procedure that it is', async () => {
  const own = await hub.room();
  const person = hub.as(own.editor);
  const upload = await person.trpc.uploads.start.mutate({ name: 'a.txt', size: 3 });
  await suspend(own.editor, own.owner, inHours(1));
  const bytes = Buffer.from('abc');
  const asked = {
    'POST /api/v1/account/avatar': { bytes },
    [`PUT /api/v1/uploads/${upload.id}/parts?offset=0`]: { bytes },
    [`POST /api/v1/rooms/${own.id}/files?path=a.txt`]: { bytes },
    [`POST /api/v1/rooms/${own.id}/import?path=a`]: { bytes },
    'POST /api/v1/reports': { json: { targetType: 'user', targetId: own.owner.userId, reason: 'other' } },
  };
  for (const [line, request] of Object.entries(asked)) {
    const [method = '', path = ''] = line.split(' ');
    expect([line, (await person.rest(method, path, request)).body]).toMatchObject([line, { code: 'suspended' }]);
  }
});

test('[MOD-7] whoever is suspended reads on, comes back to the rooms that they are in, and goes', async () => {
  const own = await hub.room();
  const other = await hub.room();
  const { trpc } = hub.as(own.editor);
  const { code } = await hub.as(own.owner).trpc.rooms.get.query({ roomId: own.id });
  const foreign = await hub.as(other.owner).trpc.rooms.get.query({ roomId: other.id });
  const id = await suspend(own.editor, own.owner, inHours(1));
  expect(await trpc.statements.get.query({ statementId: id })).toMatchObject({ kind: 'suspend', appealable: true });
  expect(await outcomeOf(trpc.rooms.join.mutate({ code: code ?? '' }))).toBe('ok');
  expect(await outcomeOf(trpc.rooms.join.mutate({ code: foreign.code ?? '' }))).toBe('suspended');
  expect(await outcomeOf(trpc.search.saved.create.mutate({ name: 'Chairs', search: { q: 'chair' } }))).toBe('ok');
  expect(await outcomeOf(trpc.rooms.leave.mutate({ roomId: own.id }))).toBe('ok');
  expect(await outcomeOf(trpc.accounts.export.start.mutate())).toBe('ok');
});
