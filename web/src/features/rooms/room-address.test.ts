import { describe, expect, it } from 'vitest';
import { parseRoomAddress } from './room-address.ts';

const hub = 'http://127.0.0.1:4400';
const parse = (text: string) => parseRoomAddress(text, hub);
const roomId = '0123456789abcdefghjk';
const token = '0123456789abcdefghijklmnopqrstuv';

describe('what people paste to get into a room', () => {
  it.each(['K7PM2X', 'k7pm2x', ' k7p m2x ', 'K7P-M2X', '“K7PM2X”', 'K7PM2X.'])('%j is a code', (text) => {
    expect(parse(text)).toEqual({ kind: 'code', code: 'K7PM2X' });
  });

  it.each([
    `${hub}/join/K7PM2X`,
    `${hub}/join/k7p-m2x?from=chat#top`,
    '127.0.0.1:4400/join/K7PM2X',
    'http://localhost:4400/join/K7PM2X',
    '/join/K7PM2X',
    `<${hub}/join/K7PM2X>`,
  ])('%j is a link with a code', (text) => {
    expect(parse(text)).toEqual({ kind: 'code', code: 'K7PM2X' });
  });

  it('knows invitations and addresses of rooms', () => {
    expect(parse(`${hub}/invite/${token}`)).toEqual({ kind: 'invite', token });
    expect(parse(`${hub}/rooms/${roomId}?document=x`)).toEqual({ kind: 'room', roomId });
  });

  it('names the other hub a link leads to', () => {
    expect(parse('https://rooms.example/join/K7PM2X')).toEqual({ kind: 'elsewhere', host: 'rooms.example' });
    expect(parse('http://127.0.0.1:4500/join/K7PM2X')).toEqual({ kind: 'elsewhere', host: '127.0.0.1:4500' });
  });

  it.each([
    '',
    '   ',
    'hello',
    'K7PM2',
    'K7PM2X7',
    'O0I1LL',
    `${hub}/`,
    `${hub}/join/`,
    `${hub}/join/nothing`,
    `${hub}/rooms/../account`,
    'https://rooms.example/about',
    'javascript:alert(1)',
    'http://',
  ])('%j is none of them', (text) => {
    expect(parse(text)).toEqual({ kind: 'unknown' });
  });
});
