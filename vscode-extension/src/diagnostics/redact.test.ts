import { expect, it } from 'vitest';
import { redact } from './redact.ts';

const secret = 'k7q2m9x4v1b8n3c6z5l0j7h2g9f4d1s8a3p6';

it.each([
  `authorization: Bearer ${secret}`,
  `wss://hub/sync?room=01h8xgjwbwbaq4ts9p6e&token=${secret}&ack=1`,
  `{"token":"${secret}","user":{"id":"01h8xgjwbwbaq4ts9p6e"}}`,
  `{ deviceCode: '${secret}' }`,
  `vscode://draftroom.draftroom-vscode/signed-in?code=${secret}&state=${secret}`,
  `https://hub.example.org/invite/${secret}`,
  `something odd ${secret}`,
])('[VSC-24] no secret is left in %s', (text) => expect(redact(text)).not.toContain(secret));

it('[VSC-24] codes of rooms and addresses of people are hidden, what explains a fault stays', () => {
  expect(redact('https://hub.example.org/join/K7PM2X')).not.toContain('K7PM2X');
  expect(redact('signed in as ada@example.org')).toBe('signed in as ‹hidden›');
  const line =
    'room 01h8xgjwbwbaq4ts9p6e closed with 4503 shutting_down after 3 documents in src/very-long-folder/app.ts';
  expect(redact(line)).toBe(line);
});

it.each([
  ["ENOENT: no such file, open '/home/ada.l/work/a.ts'", "ENOENT: no such file, open '~/work/a.ts'"],
  ['EACCES /Users/ada/work/a.ts', 'EACCES ~/work/a.ts'],
  ['EPERM C:\\Users\\Ada\\work', 'EPERM ~\\work'],
  ['"C:\\\\Users\\\\Ada\\\\work"', '"~\\\\work"'],
  ['EPERM C:\\Users\\Ada de la Cruz\\work', 'EPERM ~\\work'],
  ['from /home/ada to /x', 'from ~ to /x'],
  ['file:///c%3A/Users/ada/work', '~/work'],
  ['file:///home/ada/work', '~/work'],
  ['GET https://hub.example.org/home/rooms', 'GET https://hub.example.org/home/rooms'],
])('[VSC-24] %s does not tell whose home it is', (text, shown) => expect(redact(text)).toBe(shown));
