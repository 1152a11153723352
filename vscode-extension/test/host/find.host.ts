import assert from 'node:assert/strict';
import { createHubClient } from '@draftroom/core/client/hub-client';
import { Uri } from 'vscode';
import { RoomTexts, type RoomTextsDeps } from '../../src/find/room-texts.ts';
import { call, readRig } from './rig.ts';

describe('finding', () => {
  it('lists nothing while no room is open, and asks no hub', async () => {
    const texts = roomTexts(() => Promise.reject(new Error('asked')));
    assert.deepEqual(await texts.list(), []);
  });

  it('[VSC-26] reads a document that no editor shows from the hub, and again only when it has changed', async () => {
    const rig = await readRig();
    const { id: roomId } = await call<{ id: string }>(rig, 'POST rooms', { name: 'Read' }, rig.ada);
    const made = { kind: 'text', path: 'a.txt', content: 'needle\n' };
    await call(rig, `POST rooms/${roomId}/documents`, made, rig.ada);
    const client = createHubClient({ hub: rig.hub, token: () => rig.ada.token });
    let asked = 0;
    const texts = roomTexts(async () => {
      asked += 1;
      return { client, userId: rig.ada.userId };
    });
    const { documents } = await client.trpc.documents.list.query({ roomId });
    const [document] = documents;
    assert.ok(document);
    const text = { roomId, document, uri: Uri.parse(`draftroom://${roomId}/a.txt`) };
    assert.equal(await texts.read(text), 'needle\n');
    assert.equal(await texts.read(text), 'needle\n');
    assert.equal(asked, 1);
    const later = { ...text, document: { ...document, changedAt: new Date().toISOString() } };
    assert.equal(await texts.read(later), 'needle\n');
    assert.equal(asked, 2);
    await client.close();
  });
});

function roomTexts(connect: RoomTextsDeps['hubs']['connect']): RoomTexts {
  return new RoomTexts({
    hubs: { connect },
    rooms: { ids: [] },
    uriOf: (roomId, { path }) => Uri.parse(`draftroom://${roomId}/${path}`),
  });
}
