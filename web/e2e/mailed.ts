/** The hub of the suites has no mail server: what it would send lies in its outbox. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HubProcess, until } from './harness.ts';

/** The newest link of this kind in the mails to somebody, as a path of the hub. */
export async function mailedLink({ dataDir }: HubProcess, to: string, path: string): Promise<string> {
  const outbox = join(dataDir, 'outbox');
  let link = '';
  await until(`a mail to ${to}`, async () => {
    // A mail has its name when it is whole.
    const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    for (const name of names) {
      const mail = await readFile(join(outbox, name), 'utf8');
      const links = mail.match(/https?:\/\/\S+/g)?.map((found) => new URL(found)) ?? [];
      const found = mail.includes(to) ? links.find(({ href }) => href.includes(path)) : undefined;
      if (found !== undefined) link = found.pathname + found.search;
    }
    return link !== '';
  });
  return link;
}
