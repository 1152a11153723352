/** The demo community: made once, on an empty embedded hub that only this machine reaches. */
import { randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type DemoRoom, demoPeople, demoRooms } from '@draftroom/drizzle/seed/demo';
import { newId, randomText } from './contract/ids.ts';
import type { HubCore } from './hub.ts';
import { hashPassword } from './modules/accounts/passwords.ts';
import { createAccountsRepo } from './modules/accounts/repo.ts';
import type { SignedInActor } from './platform/actor.ts';
import type { Config } from './platform/config.ts';
import { seedDemoDesigns } from './seed/demo-designs.ts';

export interface DemoAccess {
  readonly password: string;
  readonly accounts: readonly { readonly email: string; readonly name: string }[];
  readonly file: string;
  /** Whether the community still has to be made, or finished. */
  readonly pending: boolean;
}

interface KeptAccess {
  readonly password: string;
  readonly state: 'pending' | 'done';
}

const passwordAlphabet = '23456789abcdefghijkmnpqrstuvwxyz';

/** Null where there is no demo community: not wanted, not allowed, or the hub has people of its own. */
export async function demoAccess(config: Config): Promise<DemoAccess | null> {
  if (config.mode !== 'embedded' || !config.loopback) return null;
  const folder = resolve(config.dataDir);
  const file = join(folder, 'demo.json');
  const kept = await readKept(file);
  const accounts = demoPeople.map(({ email, name }) => ({ email, name }));
  if (kept !== null) return { password: kept.password, accounts, file, pending: kept.state === 'pending' };
  const isNew = await access(join(folder, 'database')).then(
    () => false,
    () => true,
  );
  if (config.seed !== 'demo' || !isNew) return null;
  const password = randomText(14, passwordAlphabet, (bytes) => bytes.set(randomBytes(bytes.length)));
  return { password, accounts, file, pending: true };
}

/**
 * A start that was cut short is finished by the next one: people and rooms that are there already stay. What it returns
 * publishes their designs, which may take its time while people look around.
 */
export async function seedDemo(hub: HubCore, demo: DemoAccess): Promise<() => Promise<void>> {
  if (!demo.pending) return async () => undefined;
  await writeKept(demo, 'pending');
  const people = await seedPeople(hub, demo.password);
  for (const room of demoRooms) await seedRoom(hub, room, people);
  return async () => {
    await seedDemoDesigns(hub.modules.services, people);
    await writeKept(demo, 'done');
  };
}

async function seedPeople({ parts }: HubCore, password: string): Promise<Map<string, SignedInActor>> {
  const repo = createAccountsRepo(parts.database.db);
  const passwordHash = await hashPassword(password);
  const people = new Map<string, SignedInActor>();
  for (const { email, name, colour } of demoPeople) {
    const now = new Date(parts.clock.now());
    const fresh = {
      id: newId(now.getTime()),
      email,
      name,
      colour,
      passwordHash,
      emailVerifiedAt: now,
      avatarId: null,
      siteRole: 'member' as const,
      createdAt: now,
    };
    const user = (await repo.users.findByEmail(email)) ?? (await repo.users.create(fresh));
    if (user === null) throw new Error(`${email} could not be made`);
    const { id: userId, avatarId, siteRole } = user;
    people.set(email, { kind: 'user', userId, sessionId: '', name, colour, avatarId, siteRole, emailVerified: true });
  }
  return people;
}

async function seedRoom({ modules }: HubCore, demo: DemoRoom, people: Map<string, SignedInActor>): Promise<void> {
  const { rooms, documents } = modules.services;
  const caller = (email: string) => {
    const actor = people.get(email);
    if (actor === undefined) throw new Error(`${email} is not a demo person`);
    return { actor, address: '127.0.0.1' };
  };
  const [ownerEmail = ''] = demo.members[0] ?? [];
  const owner = caller(ownerEmail);
  const { items } = await rooms.list(owner.actor, { scope: 'mine', query: demo.name, limit: 1 });
  if (items.length > 0) return;

  const { name, description, visibility } = demo;
  const { id: roomId, code } = await rooms.create(owner.actor, { name, description, visibility, template: 'empty' });
  for (const [email, role] of demo.members.slice(1)) {
    const member = caller(email);
    await rooms.join(member, { code });
    await rooms.members.setRole(owner, { roomId, userId: member.actor.userId, role });
  }
  for (const { path, content } of demo.files) {
    await documents.create(owner.actor, { roomId, kind: 'text', path, content });
  }
  for (const [email, text] of demo.messages) await rooms.chat.send(caller(email), { roomId, text });
}

async function readKept(file: string): Promise<KeptAccess | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as KeptAccess;
  } catch {
    return null;
  }
}

async function writeKept({ file, password }: DemoAccess, state: KeptAccess['state']): Promise<void> {
  await writeFile(file, `${JSON.stringify({ password, state } satisfies KeptAccess)}\n`, { mode: 0o600 });
}
