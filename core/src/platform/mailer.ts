import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import type { Clock } from './clock.ts';
import type { Mailer, MailMessage } from './ports.ts';

/** Sends by SMTP. An address in the URL like `smtp://user:password@host:587` says how. */
export function createSmtpMailer(url: string, from: string): Mailer & { close(): void } {
  const transport = nodemailer.createTransport(url, {
    from,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as never);
  return {
    async send(message) {
      await transport.sendMail({ from, ...pick(message) });
    },
    close: () => transport.close(),
  };
}

/** Writes each mail as an `.eml` file, named by time, for a hub without a mail server. */
export function createOutboxMailer(folder: string, from: string, clock: Clock): Mailer {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(message) {
      const date = new Date(clock.now());
      const { message: mail } = await transport.sendMail({ from, date, ...pick(message) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${date.toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`;
      const part = join(folder, `.${name}.part`);
      await writeFile(part, readable(mail as Buffer, message.text), { mode: 0o600 });
      await rename(part, join(folder, name));
    },
  };
}

/** People copy links out of these files by hand, so the text stands in them as it is and not in lines of 76. */
function readable(mail: Buffer, text: string): string {
  const [head = ''] = mail.toString('utf8').split('\n\n', 1);
  return `${head.replace(/^(Content-Transfer-Encoding:).*$/m, '$1 8bit')}\n\n${text}\n`;
}

/** Only these: more could name files to attach. */
function pick({ to, subject, text, unsubscribeUrl }: MailMessage) {
  const stop = unsubscribeUrl === undefined ? {} : { list: { unsubscribe: unsubscribeUrl }, headers: oneClick };
  return { to: { name: '', address: to }, subject, text, ...stop };
}

const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
