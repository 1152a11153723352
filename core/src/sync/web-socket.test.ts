import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from './testing/test-engine.ts';
import { acceptWebSocket, type ServerWebSocket } from './web-socket.ts';

const mask = [0x11, 0x92, 0xa3, 0x04];
const handshake = [
  'GET /sync HTTP/1.1',
  'Host: hub',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
];

let server: Server;
let client: Socket;
let hubEnd: ServerWebSocket | null = null;
let sent: Buffer = Buffer.alloc(0);
let clientEnded = false;
let seen: string[] = [];

beforeEach(async () => {
  seen = [];
  sent = Buffer.alloc(0);
  hubEnd = null;
  clientEnded = false;
  server = createServer();
  server.on('upgrade', (request, socket, head) => {
    // What a socket of an earlier test says at its end goes to that test.
    const said = seen;
    hubEnd = acceptWebSocket(request, socket, { maxPayload: 1_000, closeWait: 50 });
    hubEnd?.start(
      {
        message: (data, isBinary) => said.push(`${isBinary ? 'binary' : 'text'} ${data.toString('latin1')}`),
        ping: (data) => said.push(`ping ${data.toString('latin1')}`),
        pong: () => said.push('pong'),
        ended: (code) => said.push(`ended ${code}`),
      },
      head,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Connects and says this together with the handshake. */
async function open(first: Uint8Array = new Uint8Array(), lines: readonly string[] = handshake): Promise<void> {
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.setNoDelay(true);
  client.on('error', () => {});
  client.on('end', () => {
    clientEnded = true;
  });
  client.on('data', (chunk) => {
    sent = Buffer.concat([sent, chunk as Buffer]);
  });
  client.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), first]));
  await until(() => sent.includes('\r\n\r\n'), 'an answer');
}

/** What came after the answer to the upgrade. */
function frames(): Buffer {
  return sent.subarray(sent.indexOf('\r\n\r\n') + 4);
}

function frame(first: number, data: string, options: { masked?: boolean; length?: number } = {}): Buffer {
  const { masked = true, length = data.length } = options;
  const bit = masked ? 0x80 : 0;
  const head = length < 126 ? [first, bit | length] : [first, bit | 126, length >> 8, length & 0xff];
  const body = Buffer.from(data, 'latin1').map((byte, i) => (masked ? byte ^ (mask[i % 4] as number) : byte));
  return Buffer.concat([Uint8Array.from(head), Uint8Array.from(masked ? mask : []), body]);
}

describe('what comes in', () => {
  const long = 'x'.repeat(700);
  const stream = Buffer.concat([
    frame(0x82, 'one'),
    frame(0x81, 'words'),
    frame(0x82, ''),
    frame(0x02, 'in '),
    frame(0x89, 'still there?'),
    frame(0x00, 'three '),
    frame(0x80, 'parts'),
    frame(0x8a, ''),
    frame(0x82, long),
    frame(0x88, '\x0f\xa1gone'),
  ]);
  const expected = ['binary one', 'text words', 'binary ', 'ping still there?', 'binary in three parts', 'pong'];

  it('[SYNC-10] reads frames however the network cuts them, fragments and control frames between them', async () => {
    for (const size of [1, 2, 3, 7, 64, stream.length]) {
      seen = [];
      sent = Buffer.alloc(0);
      await open();
      for (let at = 0; at < stream.length; at += size) {
        client.write(stream.subarray(at, at + size));
        if (size < 8) await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => seen.at(-1) === 'ended 4001', 'the end');
      expect(seen).toEqual([...expected, `binary ${long}`, 'ended 4001']);
      expect([...frames()]).toEqual([0x88, 2, 0x0f, 0xa1]);
    }
  });

  it('[SYNC-10] reads what comes together with the upgrade', async () => {
    await open(frame(0x82, 'early'));
    await until(() => seen.length === 1);
    expect(seen).toEqual(['binary early']);
    expect(sent.toString('latin1')).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
  });

  it.each([
    ['an unmasked frame', frame(0x82, 'a', { masked: false }), 4400],
    ['a reserved bit', frame(0xc2, 'a'), 4400],
    ['an unknown opcode', frame(0x83, 'a'), 4400],
    ['a control frame of an unknown kind', frame(0x8b, 'a'), 4400],
    ['a fragmented control frame', frame(0x09, 'a'), 4400],
    ['a long control frame', frame(0x89, 'a'.repeat(126)), 4400],
    ['a continuation of nothing', frame(0x80, 'a'), 4400],
    ['a new message within fragments', Buffer.concat([frame(0x02, 'a'), frame(0x82, 'b')]), 4400],
    ['a close frame with half a code', frame(0x88, 'a'), 4400],
    ['a length over the limit, before its bytes', frame(0x82, '', { length: 1_001 }), 4413],
    ['a length that needs 64 bits', Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 4413],
    ['fragments over the limit', Buffer.concat([frame(0x02, long), frame(0x00, long)]), 4413],
    ['endless empty fragments', Buffer.concat([frame(0x02, ''), ...Array(1_024).fill(frame(0x00, ''))]), 4400],
  ])('[SYNC-10] closes on %s and reads nothing after it', async (_name, bytes, code) => {
    await open();
    client.write(Buffer.concat([bytes, frame(0x82, 'more')]));
    await until(() => clientEnded, 'the end');
    expect(seen).toEqual([`ended ${code}`]);
    expect(frames().readUInt16BE(2)).toBe(code);
  });

  it('[SYNC-15] tells of a socket that ends without a word', async () => {
    await open();
    client.end();
    await until(() => seen.length > 0);
    expect(seen).toEqual(['ended 1006']);
  });

  it('[SYNC-11] answers what is no WebSocket upgrade with 400', async () => {
    for (const [line, other] of [
      [5, 'Sec-WebSocket-Version: 12'],
      [4, 'Sec-WebSocket-Key: short'],
      [3, 'Upgrade: h2c'],
      [0, 'POST /sync HTTP/1.1'],
    ] as const) {
      sent = Buffer.alloc(0);
      await open(
        undefined,
        handshake.map((own, i) => (i === line ? other : own)),
      );
      expect(sent.toString('latin1')).toContain('HTTP/1.1 400 ');
      await until(() => clientEnded, 'the end');
      clientEnded = false;
    }
  });
});

describe('closing', () => {
  it('[SYNC-16] says why, takes nothing more in, and ends with the answer', async () => {
    await open();
    hubEnd?.close(4503, 'shutting_down');
    client.write(Buffer.concat([frame(0x82, 'late'), frame(0x88, '\x11\x97')]));
    await until(() => clientEnded && seen.length > 0, 'the end');
    expect(seen).toEqual(['ended 4503']);
    expect(frames().toString('latin1')).toBe('\x88\x0f\x11\x97shutting_down');
  });

  it('[SYNC-16] cuts a client that does not answer', async () => {
    await open();
    hubEnd?.close(4508, 'too_slow');
    hubEnd?.write([frame(0x82, 'unsent', { masked: false })], 8);
    await until(() => seen.length > 0, 'the end');
    expect(seen).toEqual(['ended 4508']);
    expect(frames().toString('latin1')).toBe('\x88\x0a\x11\x9ctoo_slow');
  });
});
