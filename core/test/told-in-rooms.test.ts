/** Being named in rooms, from the words to the list, the digest and the page that stops it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMention } from '../src/contract/mentions.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import type { TestPerson } from '../src/testing/test-people.ts';
import { pointAt } from './rights/scene.ts';

const day = 86_400_000;

let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub();
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

const as = (person: TestPerson) => hub.as(person).direct;
const list = async (person: TestPerson) => (await as(person).notifications.list({})).items;
const named = (person: TestPerson) => writeMention(person.name, person.userId);

test('[NOTE-9] a message and a comment that name somebody tell them, until their words are removed', async () => {
  const { id: roomId, documentId, owner, viewer } = await hub.room();
  const message = await as(owner).rooms.chat.send({ roomId, text: `${named(viewer)} see the plan` });
  hub.advance(1);
  const anchor = pointAt(documentId);
  const thread = await as(owner).comments.threads.create({ roomId, anchor, text: `${named(viewer)} why?` });
  await as(owner).comments.create({ threadId: thread.id, text: 'also' });
  expect(await list(viewer)).toMatchObject([
    { kind: 'mention', subject: `thread:${thread.id}`, excerpt: '@viewer why?', title: 'Workshop', count: 1 },
    { kind: 'mention', subject: `room:${roomId}`, excerpt: '@viewer see the plan' },
  ]);
  expect(await list(owner)).toEqual([]);
  await as(owner).rooms.chat.remove({ messageId: message.id });
  await as(owner).comments.remove({ commentId: thread.comments[0]?.id ?? '' });
  expect((await list(viewer)).map(({ excerpt }) => excerpt)).toEqual(['', '']);
});

test('[NOTE-4] somebody who left a room, or whose room was removed, is told nothing of it any more', async () => {
  const { id: roomId, owner, viewer, editor } = await hub.room();
  await as(owner).rooms.chat.send({ roomId, text: `${named(viewer)} ${named(editor)} look` });
  await as(viewer).rooms.leave({ roomId });
  expect([await list(viewer), (await list(editor)).length]).toEqual([[], 1]);
  await as(owner).rooms.remove({ roomId });
  expect(await list(editor)).toEqual([]);
  expect(await as(editor).notifications.counts()).toEqual({ unread: 0 });
});

test('[NOTE-7] [NOTE-8] the hourly job mails it a day later, and the page in the mail stops that', async () => {
  const { id: roomId, owner, commenter } = await hub.room();
  await as(owner).rooms.chat.send({ roomId, text: `${named(commenter)} look` });
  hub.advance(day + 3_600_000);
  await hub.queue.settle();
  const mail = hub.mails.find(({ to }) => to === commenter.email);
  expect(mail?.text).toContain('owner mentioned you in “Workshop”');
  const path = (mail?.unsubscribeUrl ?? '').replace(hub.publicUrl, '');
  const page = await hub.as(null).rest('GET', path);
  expect([page.status, page.text.includes('<form method="post">')]).toEqual([200, true]);
  expect(await as(commenter).notifications.digest.get()).toMatchObject({ cadence: 'daily' });
  const form = { text: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  expect((await hub.as(null).rest('POST', path, form)).status).toBe(200);
  expect(await as(commenter).notifications.digest.get()).toMatchObject({ cadence: 'never' });
  const broken = await hub.as(null).rest('GET', '/unsubscribe?token=%3Cscript%3E');
  expect([broken.status, broken.text.includes('<script>')]).toEqual([400, false]);
});
