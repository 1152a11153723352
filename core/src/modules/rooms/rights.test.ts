/** Every procedure of rooms and events × everybody. A procedure without a row fails the test. */

import { openEmbedded } from '@draftroom/drizzle/client';
import type { RoomVisibility } from '@draftroom/drizzle/enums';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type SignedInActor } from '../../platform/actor.ts';
import { eventsRouter } from '../events/router.ts';
import { roomsRouter } from './router.ts';
import { createFixture, type Fixture, outcome, type TestCaller } from './testing/fixture.ts';

const people = ['owner', 'editor', 'commenter', 'viewer', 'stranger', 'removed', 'signedOut'] as const;
type Person = (typeof people)[number];

interface Scene {
  readonly roomId: string;
  readonly code: string;
  /** Somebody else, with the role of a viewer. */
  readonly other: SignedInActor;
  /** A message of the caller where they can have one, else of somebody else. */
  readonly messageId: string;
  readonly requestId: string;
  readonly inviteId: string;
  readonly token: string;
}

/** Outcomes in the order of `people`; ✓ is allowed. */
interface Row {
  readonly call: (caller: TestCaller, scene: Scene) => Promise<unknown>;
  readonly private: string;
  readonly public: string;
  readonly unlisted: string;
}

const members = '✓ ✓ ✓ ✓';
const ownersOnly = '✓ not_allowed not_allowed not_allowed';
const closed = { private: 'not_found removed not_signed_in', open: 'not_allowed removed not_signed_in' };
const everyone = '✓ ✓ ✓ ✓ ✓ ✓ ✓';
const signedIn = '✓ ✓ ✓ ✓ ✓ ✓ not_signed_in';

const reads = {
  private: `${members} not_found removed not_found`,
  unlisted: `${members} ✓ removed not_found`,
  public: `${members} ✓ removed ✓`,
};
const forOwners = {
  private: `${ownersOnly} ${closed.private}`,
  unlisted: `${ownersOnly} ${closed.open}`,
  public: `${ownersOnly} ${closed.open}`,
};
const forMembers = {
  private: `${members} ${closed.private}`,
  unlisted: `${members} ${closed.open}`,
  public: `${members} ${closed.open}`,
};
const same = (outcomes: string) => ({ private: outcomes, unlisted: outcomes, public: outcomes });

/** Takes the first item of a subscription, then ends it. */
async function first(subscription: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await subscription) return;
}

const rows: Record<string, Row> = {
  'rooms.list': { call: (c) => c.rooms.list({ scope: 'mine' }), ...same(signedIn) },
  'rooms.create': { call: (c) => c.rooms.create({ name: 'Mine' }), ...same(signedIn) },
  'rooms.createCollabSession': { call: (c) => c.rooms.createCollabSession({}), ...same(signedIn) },
  'rooms.get': { call: (c, s) => c.rooms.get({ roomId: s.roomId }), ...reads },
  'rooms.byCode': { call: (c, s) => c.rooms.byCode({ code: s.code }), ...same(`${members} ✓ removed not_signed_in`) },
  'rooms.join': { call: (c, s) => c.rooms.join({ code: s.code }), ...same(`${members} ✓ removed not_signed_in`) },
  'rooms.leave': {
    call: (c, s) => c.rooms.leave({ roomId: s.roomId }),
    private: `last_owner ✓ ✓ ✓ ${closed.private}`,
    unlisted: `last_owner ✓ ✓ ✓ ${closed.open}`,
    public: `last_owner ✓ ✓ ✓ ${closed.open}`,
  },
  'rooms.update': { call: (c, s) => c.rooms.update({ roomId: s.roomId, name: 'New' }), ...forOwners },
  'rooms.rotateCode': { call: (c, s) => c.rooms.rotateCode({ roomId: s.roomId }), ...forOwners },
  'rooms.transferOwnership': {
    call: (c, s) => c.rooms.transferOwnership({ roomId: s.roomId, userId: s.other.userId }),
    ...forOwners,
  },
  'rooms.archive': { call: (c, s) => c.rooms.archive({ roomId: s.roomId }), ...forOwners },
  'rooms.unarchive': { call: (c, s) => c.rooms.unarchive({ roomId: s.roomId }), ...forOwners },
  'rooms.remove': { call: (c, s) => c.rooms.remove({ roomId: s.roomId }), ...forOwners },
  'rooms.restore': {
    call: (c, s) => c.rooms.restore({ roomId: s.roomId }),
    ...same('✓ not_found not_found not_found not_found not_found not_signed_in'),
  },
  'rooms.members.list': { call: (c, s) => c.rooms.members.list({ roomId: s.roomId }), ...reads },
  'rooms.members.setRole': {
    call: (c, s) => c.rooms.members.setRole({ roomId: s.roomId, userId: s.other.userId, role: 'editor' }),
    ...forOwners,
  },
  'rooms.members.remove': {
    call: (c, s) => c.rooms.members.remove({ roomId: s.roomId, userId: s.other.userId }),
    ...forOwners,
  },
  'rooms.requests.create': {
    call: (c, s) => c.rooms.requests.create({ roomId: s.roomId }),
    ...same('already_member already_member already_member already_member ✓ ✓ not_signed_in'),
  },
  'rooms.requests.withdraw': { call: (c, s) => c.rooms.requests.withdraw({ roomId: s.roomId }), ...same(signedIn) },
  'rooms.requests.list': { call: (c, s) => c.rooms.requests.list({ roomId: s.roomId }), ...forOwners },
  'rooms.requests.decide': {
    call: (c, s) => c.rooms.requests.decide({ requestId: s.requestId, approve: true }),
    ...forOwners,
  },
  'rooms.invites.create': {
    call: (c, s) => c.rooms.invites.create({ roomId: s.roomId, role: 'viewer' }),
    ...forOwners,
  },
  'rooms.invites.list': { call: (c, s) => c.rooms.invites.list({ roomId: s.roomId }), ...forOwners },
  'rooms.invites.revoke': { call: (c, s) => c.rooms.invites.revoke({ inviteId: s.inviteId }), ...forOwners },
  'rooms.invites.describe': { call: (c, s) => c.rooms.invites.describe({ token: s.token }), ...same(everyone) },
  'rooms.invites.accept': {
    call: (c, s) => c.rooms.invites.accept({ token: s.token }),
    ...same(`${members} ✓ removed not_signed_in`),
  },
  'rooms.chat.list': { call: (c, s) => c.rooms.chat.list({ roomId: s.roomId }), ...reads },
  'rooms.chat.send': { call: (c, s) => c.rooms.chat.send({ roomId: s.roomId, text: 'hello' }), ...forMembers },
  'rooms.chat.edit': { call: (c, s) => c.rooms.chat.edit({ messageId: s.messageId, text: 'new' }), ...forMembers },
  'rooms.chat.remove': { call: (c, s) => c.rooms.chat.remove({ messageId: s.messageId }), ...forMembers },
  'rooms.chat.markRead': {
    call: (c, s) => c.rooms.chat.markRead({ roomId: s.roomId, messageId: s.messageId }),
    ...forMembers,
  },
  'rooms.events': { call: (c, s) => first(c.rooms.events({ roomId: s.roomId }) as never), ...reads },
  'events.mine': { call: (c) => first(c.events.mine({}) as never), ...same(signedIn) },
};

let hub: Fixture;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await openEmbedded({ memory: true });
  close = () => database.close();
  hub = await createFixture(database);
});
afterAll(() => close());

/** A room with everybody, each with a message of their own where they can have one. */
async function stage(visibility: RoomVisibility): Promise<Record<Person, { caller: TestCaller; scene: Scene }>> {
  const room = await hub.room(visibility);
  const owner = hub.as(room.owner).rooms;
  const [removed, other] = [await hub.person(), await hub.person()];
  for (const one of [removed, other]) await hub.as(one).rooms.join({ code: room.code });
  await owner.members.remove({ roomId: room.id, userId: removed.userId });
  await owner.members.setRole({ roomId: room.id, userId: other.userId, role: 'viewer' });
  await hub.as(await hub.person()).rooms.requests.create({ roomId: room.id });
  const [request] = (await owner.requests.list({ roomId: room.id })).items;
  const invite = await owner.invites.create({ roomId: room.id, role: 'viewer' });
  const say = async (who: SignedInActor) =>
    (await hub.as(who).rooms.chat.send({ roomId: room.id, text: 'said before' })).id;
  const shared = {
    roomId: room.id,
    code: room.code,
    other,
    messageId: await say(other),
    requestId: request?.id ?? '',
    inviteId: invite.id,
    token: invite.url.split('/').at(-1) ?? '',
  };
  const member = async (actor: SignedInActor) => ({
    caller: hub.as(actor),
    scene: { ...shared, messageId: await say(actor) },
  });
  return {
    owner: await member(room.owner),
    editor: await member(room.editor),
    commenter: await member(room.commenter),
    viewer: await member(room.viewer),
    stranger: { caller: hub.as(room.stranger), scene: shared },
    removed: { caller: hub.as(removed), scene: shared },
    signedOut: { caller: hub.as(anonymous), scene: shared },
  };
}

test('every procedure of rooms and events has a row', () => {
  const names = [
    ...Object.keys(roomsRouter._def.procedures).map((name) => `rooms.${name}`),
    ...Object.keys(eventsRouter._def.procedures).map((name) => `events.${name}`),
  ];
  expect(Object.keys(rows).sort()).toEqual(names.sort());
});

const mutations = new Set(
  Object.entries(roomsRouter._def.procedures as Record<string, unknown>).flatMap(([name, procedure]) =>
    (procedure as { _def: { type: string } })._def.type === 'mutation' ? [`rooms.${name}`] : [],
  ),
);

describe.each(['private', 'unlisted', 'public'] as const)('a %s room', (visibility) => {
  /** Used until somebody has changed something in it. */
  let stageSoFar: Awaited<ReturnType<typeof stage>> | undefined;

  test.each(Object.entries(rows))('[ROOM-1] [ROOM-2] [ROOM-3] %s', async (name, row) => {
    const outcomes: string[] = [];
    for (const person of people) {
      stageSoFar ??= await stage(visibility);
      const { caller, scene } = stageSoFar[person];
      const result = await outcome(row.call(caller, scene));
      if (result === 'allowed' && mutations.has(name)) stageSoFar = undefined;
      outcomes.push(`${person}: ${result === 'allowed' ? '✓' : result}`);
    }
    const expected = row[visibility].split(' ');
    expect(outcomes).toEqual(people.map((person, at) => `${person}: ${expected[at]}`));
  });
});
