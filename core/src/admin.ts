/** `npm run role -- <email> <role>` and `npm run audit`: for whoever runs the hub. An embedded hub must not be running. */
import process from 'node:process';
import { siteRoles } from '@draftroom/drizzle/enums';
import { newId } from './contract/ids.ts';
import { type HubCore, openHubCore } from './hub.ts';
import { createModerationRepo } from './modules/moderation/repo.ts';
import { appendAudit, verifyAudit } from './platform/audit.ts';
import { readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { threadFile } from './thread-file.ts';

async function main([command, ...words]: readonly string[]): Promise<void> {
  const run = command === 'role' ? setRole : command === 'audit' ? audit : undefined;
  if (run === undefined) throw new Error('say: npm run role -- <email> <role>, or: npm run audit');
  const hub = await openHubCore({
    config: readConfig({ ...process.env, DRAFTROOM_SEED: 'none' }),
    logger: createLogger('warn'),
    fileThread: threadFile('file-thread'),
  });
  try {
    console.log(await run(hub, words));
  } finally {
    await hub.close();
  }
}

/** Sessions read the role anew with every call, so it holds at once. */
async function setRole(hub: HubCore, [email, role]: readonly string[]): Promise<string> {
  const siteRole = siteRoles.find((known) => known === role);
  if (email === undefined || siteRole === undefined) throw new Error(`the role is one of ${siteRoles.join(', ')}`);
  return await hub.database.db.transaction(async (tx) => {
    const person = await createModerationRepo(tx).people.setRole(email, siteRole);
    if (person === undefined) throw new Error(`nobody here has the address ${email}`);
    const at = new Date(hub.parts.clock.now());
    const subject = `user:${person.userId}`;
    await appendAudit(tx, {
      id: newId(at.getTime()),
      at,
      actorId: null,
      action: 'role.set',
      subject,
      details: { role: siteRole },
      fromSystem: true,
    });
    return `${person.name} is ${siteRole} now`;
  });
}

async function audit(hub: HubCore): Promise<string> {
  const report = await verifyAudit(hub.database.db);
  if (!report.whole) throw new Error(`the audit log is broken at entry ${report.seq}: it was ${report.why}`);
  const before = report.unchained === 0 ? '' : `; ${report.unchained} entries are older than the chain`;
  return `the audit log is whole: ${report.entries} entries${before}\nhead ${report.head}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
