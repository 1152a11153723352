import { describe, expect, it } from 'vitest';
import { readRoomLink } from './room-link.ts';

const roomId = '01h8xgjwbwbaq4ts9p6e';
const threadId = '01h8xgjwbwbaq4ts9p6f';
const hub = 'https://draft.example.org';

describe('[VSC-23] what people paste to get into a room', () => {
  it.each([
    ['K7PM2X', { kind: 'code', code: 'K7PM2X' }],
    [' k7p-m2x ', { kind: 'code', code: 'K7PM2X' }],
    [`${hub}/join/k7pm2x`, { kind: 'code', code: 'K7PM2X', hub }],
    [`draft.example.org/join/K7PM2X`, { kind: 'code', code: 'K7PM2X', hub }],
    [`<${hub}/rooms/${roomId}>.`, { kind: 'room', roomId, hub }],
    [`http://localhost:4400/rooms/${roomId}`, { kind: 'room', roomId, hub: 'http://localhost:4400' }],
    [`${hub}/rooms/${roomId}?doc=${roomId}&thread=${threadId}`, { kind: 'room', roomId, hub, threadId }],
    [`${hub}/rooms/${roomId}?thread=nothing`, { kind: 'room', roomId, hub }],
    [
      `vscode://draftroom.draftroom-vscode/join?hub=${hub}&room=${roomId}&thread=${threadId}`,
      { kind: 'room', roomId, hub, threadId },
    ],
    [`${hub}/invite/0123456789abcdefghjkmn`, { kind: 'invite', token: '0123456789abcdefghjkmn', hub }],
    [
      `vscode://draftroom.draftroom-vscode/join?hub=${encodeURIComponent(hub)}&room=${roomId}`,
      { kind: 'room', roomId, hub },
    ],
    [`vscode://draftroom.draftroom-vscode/join?hub=${hub}&code=K7PM2X`, { kind: 'code', code: 'K7PM2X', hub }],
  ])('%s', (text, link) => expect(readRoomLink(text)).toEqual(link));

  it.each([
    '',
    'hello',
    `http://draft.example.org/rooms/${roomId}`,
    `${hub}/rooms/nothing`,
    `vscode://draftroom.draftroom-vscode/join?room=${roomId}`,
    `vscode://draftroom.draftroom-vscode/join?hub=http://draft.example.org&room=${roomId}`,
    `javascript:alert(1)`,
  ])('%j leads nowhere', (text) => expect(readRoomLink(text)).toBeNull());
});
