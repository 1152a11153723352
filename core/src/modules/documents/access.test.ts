import { type DatabaseHandle, openEmbedded } from '@draftroom/drizzle/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HubError } from '../../contract/errors.ts';
import { type Actor, anonymous } from '../../platform/actor.ts';
import type { AccessPort } from '../../sync/ports.ts';
import { createAccessPort, toSyncActor } from './access.ts';
import { createDocumentsFixture, type DocumentsFixture, type RoomWithPeople } from './testing/documents-fixture.ts';

describe('[DOC-19] what the sync engine is told', () => {
  let database: DatabaseHandle;
  let hub: DocumentsFixture;
  let room: RoomWithPeople;
  let access: AccessPort;
  let signIn: () => Actor;
  let documentId: string;
  beforeAll(async () => {
    database = await openEmbedded({ memory: true });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    hub = await createDocumentsFixture(database);
    room = await hub.room();
    documentId = (await hub.documents.create(room.owner, { roomId: room.id, kind: 'text', path: 'a' })).id;
    access = createAccessPort({
      credentials: {
        authenticate: async (credentials) => {
          expect(credentials.unsafe).toBe(true);
          return signIn();
        },
      },
      rooms: hub.rooms,
      documents: hub.workspace.repo,
    });
  });
  afterEach(() => hub.close());

  const credentials = { token: 't', cookie: null, origin: null, address: '' };

  test('who somebody is, or why not', async () => {
    signIn = () => room.owner;
    expect(await access.authenticate(credentials)).toMatchObject({ userId: room.owner.userId, name: 'owner' });
    signIn = () => anonymous;
    expect(await access.authenticate(credentials)).toMatchObject({ userId: null, sessionId: null });
    signIn = () => {
      throw new HubError('not_signed_in');
    };
    expect(await access.authenticate(credentials)).toEqual({ refused: 'not_signed_in' });
  });

  test('what is no refusal is not made one', async () => {
    signIn = () => {
      throw new Error('the database is gone');
    };
    await expect(access.authenticate(credentials)).rejects.toThrow('the database is gone');
  });

  test('who writes, who reads, who learns nothing', async () => {
    const ask = (actor: Actor) => access.document(toSyncActor(actor), documentId);
    for (const actor of [room.owner, room.editor])
      expect(await ask(actor)).toMatchObject({ roomId: room.id, canWrite: true });
    for (const actor of [room.commenter, room.viewer]) expect(await ask(actor)).toMatchObject({ canWrite: false });
    for (const actor of [room.stranger, room.signedOut]) expect(await ask(actor)).toEqual({ refused: 'not_found' });
    expect(await access.room(toSyncActor(room.viewer), room.id)).toMatchObject({ role: 'viewer', canWrite: false });
    expect(await access.room(toSyncActor(room.stranger), room.id)).toEqual({ refused: 'not_found' });
    expect(await access.document(toSyncActor(room.owner), 'nothing')).toEqual({ refused: 'not_found' });
  });

  test('a removed document is unknown until it is back', async () => {
    const ask = () => access.document(toSyncActor(room.owner), documentId);
    await hub.documents.remove(room.owner, documentId);
    expect(await ask()).toEqual({ refused: 'not_found' });
    await hub.documents.restore(room.owner, documentId);
    expect(await ask()).toMatchObject({ canWrite: true });
  });
});
