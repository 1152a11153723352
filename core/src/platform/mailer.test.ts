import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutboxMailer, createSmtpMailer } from './mailer.ts';

const message = { to: 'ada@example.org', subject: 'Grüße', text: 'Open https://draftroom.example.org/verify/abc\n' };
const from = 'Draftroom <no-reply@example.org>';

describe('outbox', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'draftroom-outbox-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('each mail is a file named by its time that only the owner can read', async () => {
    const outbox = join(folder, 'outbox');
    const mailer = createOutboxMailer(outbox, from, { now: () => Date.UTC(2026, 2, 1, 12) });
    await Promise.all([mailer.send(message), mailer.send({ ...message, to: 'bob@example.org' })]);
    const names = await readdir(outbox);
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^2026-03-01T12-00-00-000Z-[0-9a-f]{8}\.eml$/);
    expect((await stat(join(outbox, names[0] ?? ''))).mode & 0o777).toBe(0o600);
    const mails = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
    const mail = mails.find((content) => content.includes('ada@example.org'));
    expect(mail).toMatch(/^From: Draftroom <no-reply@example.org>$/m);
    expect(mail).toMatch(/^Date: Sun, 01 Mar 2026 12:00:00 \+0000$/m);
    expect(mail).toContain('https://draftroom.example.org/verify/abc');
  });

  test('a long link with equals signs can be copied as it stands', async () => {
    const outbox = join(folder, 'links');
    const link = `https://draftroom.example.org/verify?token=${'a='.repeat(60)}`;
    await createOutboxMailer(outbox, from, { now: () => 0 }).send({ ...message, text: `Größe:\n\n${link}` });
    const [name = ''] = await readdir(outbox);
    const mail = await readFile(join(outbox, name), 'utf8');
    expect(mail).toMatch(/^Content-Transfer-Encoding: 8bit$/m);
    expect(mail.endsWith(`\n\nGröße:\n\n${link}\n`)).toBe(true);
  });

  test('line breaks in a subject or address make no headers', async () => {
    const outbox = join(folder, 'injected');
    const mailer = createOutboxMailer(outbox, from, { now: () => 0 });
    await mailer.send({ ...message, subject: 'a\r\nBcc: eve@example.org' });
    await mailer.send({ ...message, to: 'ada@example.org\r\nBcc: eve@example.org' }).catch(() => undefined);
    for (const name of await readdir(outbox)) {
      expect(await readFile(join(outbox, name), 'utf8')).not.toMatch(/^Bcc:/m);
    }
  });
});

describe('SMTP', () => {
  const received: { to: string[]; content: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('nobody') ? new Error('no such person') : null),
    onData(stream, session, done) {
      void text(stream).then((content) => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), content });
        done();
      });
    },
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  test('a mail arrives', async () => {
    const mailer = createSmtpMailer(url, from);
    await mailer.send(message);
    mailer.close();
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(['ada@example.org']);
    expect(received[0]?.content).toContain('https://draftroom.example.org/verify/abc');
    expect(received[0]?.content).toMatch(/^From: Draftroom <no-reply@example.org>/m);
  });

  test('[NOTE-8] a mail that can be stopped says so to mail programs, by one request', async () => {
    const mailer = createSmtpMailer(url, from);
    const unsubscribeUrl = 'https://draftroom.example.org/unsubscribe?token=abc';
    await mailer.send({ ...message, to: 'cy@example.org', unsubscribeUrl });
    mailer.close();
    const { content = '' } = received.find(({ to }) => to.includes('cy@example.org')) ?? {};
    expect(content).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
    expect(content).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  });

  test('a refusal and a server that is not there are errors, so that the job tries again', async () => {
    const mailer = createSmtpMailer(url, from);
    await expect(mailer.send({ ...message, to: 'nobody@example.org' })).rejects.toThrow('no such person');
    await expect(createSmtpMailer('smtp://127.0.0.1:1', from).send(message)).rejects.toThrow();
  });
});
