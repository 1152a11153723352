/** How `npm run backup` asks the hub that owns the data folder: one line of JSON each way over its control socket. */
import type { Server, Socket } from 'node:net';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import type { Logger } from '../platform/logger.ts';
import { BackupError, type BackupResult, type BackupSource, createBackup } from './create.ts';

const requestSchema = z.object({ command: z.literal('backup'), to: z.string().min(1) });

const answerSchema = z.union([
  z.object({ ok: z.literal(true), path: z.string(), files: z.number(), bytes: z.number() }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
type Answer = z.infer<typeof answerSchema>;

/** Answers on the data folder's control socket; whoever can open that may read the folder anyway. */
export function serveBackups(control: Server, source: BackupSource, logger: Logger): void {
  let last: Promise<unknown> = Promise.resolve();
  control.on('connection', (socket) => {
    socket.on('error', () => socket.destroy());
    void firstLine(socket).then(async (line) => {
      if (line === null) return;
      // One at a time.
      const answer = last.then(() => answerTo(line, source, logger));
      last = answer;
      socket.end(`${JSON.stringify(await answer)}\n`);
    });
  });
}

async function answerTo(line: string, source: BackupSource, logger: Logger): Promise<Answer> {
  try {
    const { to } = requestSchema.parse(JSON.parse(line));
    const result = await createBackup(source, to);
    logger.info({ ...result }, 'a backup was made');
    return { ok: true, ...result };
  } catch (error) {
    logger.warn({ err: error }, 'a backup failed');
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the hub at the other end; resolves when the backup is complete. */
export async function requestBackup(socket: Socket, to: string): Promise<BackupResult> {
  socket.write(`${JSON.stringify({ command: 'backup', to })}\n`);
  const line = await firstLine(socket);
  socket.destroy();
  if (line === null) throw new BackupError('the hub ended before the backup was complete');
  const answer = answerSchema.parse(JSON.parse(line));
  if (!answer.ok) throw new BackupError(answer.message);
  return answer;
}

async function firstLine(socket: Socket): Promise<string | null> {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) return line;
    return null;
  } catch {
    return null;
  }
}
