import { expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { type AccountsRepo, createAccountsRepo, type SessionRecord, type UserRecord } from './repo.ts';
import { newUser } from './service/parts.ts';
import { newEmail } from './testing.ts';

const now = new Date('2026-03-01T09:00:00.123Z');
const later = new Date(now.getTime() + 60_000);

await describeDatabases('the accounts repository', (open) => {
  let opened: Promise<AccountsRepo> | undefined;
  const openRepo = (): Promise<AccountsRepo> => {
    opened ??= open().then(({ db }) => createAccountsRepo(db));
    return opened;
  };

  const addUser = async (email = newEmail()): Promise<UserRecord> => {
    const repo = await openRepo();
    const facts = { email, name: 'Ada', emailVerifiedAt: null, passwordHash: null };
    const user = await repo.users.create(newUser(facts, now, null));
    if (user === null) throw new Error(`${email} is taken`);
    return user;
  };

  test('whoever signs up next gets another hue than whoever came before', async () => {
    const repo = await openRepo();
    await addUser();
    const facts = { email: newEmail(), name: 'Ben', emailVerifiedAt: null, passwordHash: null };
    const hues: string[] = [];
    for (let day = 1; day <= 12; day++) {
      const at = new Date(now.getTime() + day * 86_400_000);
      const next = newUser({ ...facts, email: newEmail() }, at, await repo.users.newestColour());
      await repo.users.create(next);
      hues.push(next.colour);
    }
    expect(new Set(hues).size).toBe(12);
  });

  const addSession = async (userId: string, change: Partial<SessionRecord> = {}): Promise<SessionRecord> => {
    const repo = await openRepo();
    const session: SessionRecord = {
      id: newId(),
      publicId: newId(),
      userId,
      client: 'web',
      userAgent: 'test',
      address: '192.0.2.1',
      createdAt: now,
      lastUsedAt: now,
      expiresAt: later,
      ...change,
    };
    await repo.sessions.insert(session);
    return session;
  };

  test('a user comes back as stored, instants to the millisecond', async () => {
    const repo = await openRepo();
    const user = await addUser();
    expect(await repo.users.find(user.id)).toEqual(user);
    expect(user.createdAt).toEqual(now);
    expect(await repo.users.find('nobody')).toBeNull();
    expect(await repo.users.change(user.id, {})).toEqual(user);
    expect(await repo.users.change(user.id, { name: 'Grace' })).toEqual({ ...user, name: 'Grace' });
    expect(await repo.users.change('nobody', { name: 'Grace' })).toBeNull();
  });

  test('[ACC-1] an address is taken in whatever case', async () => {
    const repo = await openRepo();
    const user = await addUser('Mixed.Case@Example.org');
    const second = newUser({ ...user, email: 'mixed.case@example.ORG' }, now, null);
    expect(await repo.users.create(second)).toBeNull();
    expect((await repo.users.findByEmail('MIXED.case@example.org'))?.id).toBe(user.id);
    expect(await repo.users.findByEmail('mixed_case@example.org')).toBeNull();
  });

  test('[ACC-1] of two sign-ups at once one gets the address', async () => {
    const repo = await openRepo();
    const facts = { email: newEmail(), name: 'Ada', emailVerifiedAt: null, passwordHash: null };
    const made = await Promise.all([1, 2, 3].map(() => repo.users.create(newUser(facts, now, null))));
    expect(made.filter((user) => user !== null)).toHaveLength(1);
  });

  test('sessions are found by either id with their user, and listed while they last', async () => {
    const repo = await openRepo();
    const user = await addUser();
    const session = await addSession(user.id);
    const over = await addSession(user.id, { expiresAt: now });
    expect(await repo.sessions.find(session.id)).toEqual({ session, user });
    expect(await repo.sessions.findPublic(session.publicId)).toEqual({ session, user });
    expect(await repo.sessions.find(session.publicId)).toBeNull();
    expect(await repo.sessions.list(user.id, now)).toEqual([session]);
    await repo.removeExpired(now);
    expect(await repo.sessions.find(over.id)).toBeNull();
    expect(await repo.sessions.find(session.id)).not.toBeNull();
  });

  test('[ACC-8] sessions end one by one, all but one, or all, and only their owner’s', async () => {
    const repo = await openRepo();
    const [ada, eve] = [await addUser(), await addUser()];
    const [one, two, three] = [await addSession(ada.id), await addSession(ada.id), await addSession(ada.id)];
    const foreign = await addSession(eve.id);
    expect(await repo.sessions.removeOf(ada.id, { publicId: foreign.publicId })).toEqual([]);
    expect(await repo.sessions.removeOf(ada.id, { publicId: one.publicId })).toEqual([one.id]);
    expect(await repo.sessions.removeOf(ada.id, { except: two.id })).toEqual([three.id]);
    expect(await repo.sessions.removeOf(ada.id, 'all')).toEqual([two.id]);
    expect(await repo.sessions.list(eve.id, now)).toEqual([foreign]);
  });

  test('[ACC-11] of many takers at once one gets a single-use token', async () => {
    const repo = await openRepo();
    const user = await addUser();
    const token = { hash: newId(), purpose: 'verify_email' as const, userId: user.id, payload: '', expiresAt: later };
    await repo.tokens.insert(token);
    expect(await repo.tokens.consume(token.hash, 'reset_password', now)).toBeNull();
    expect(await repo.tokens.consume(token.hash, 'verify_email', later)).toBeNull();
    expect(await repo.tokens.peek(token.hash, 'verify_email', now)).toMatchObject(token);
    const takers = [1, 2, 3, 4].map(() => repo.tokens.consume(token.hash, 'verify_email', now));
    expect((await Promise.all(takers)).filter((taken) => taken !== null)).toHaveLength(1);
    expect(await repo.tokens.peek(token.hash, 'verify_email', now)).toBeNull();
  });

  test('[ACC-17] a device code is decided once and taken once', async () => {
    const repo = await openRepo();
    const user = await addUser();
    const device = {
      hash: newId(),
      userCode: newId(),
      client: 'vscode' as const,
      address: '192.0.2.1',
      state: 'open' as const,
      userId: null,
      expiresAt: later,
      lastPolledAt: null,
      interval: 5,
    };
    expect(await repo.devices.insert(device)).toBe(true);
    expect(await repo.devices.insert({ ...device, hash: newId() })).toBe(false);
    expect(await repo.devices.findByUserCode(device.userCode, now)).toEqual(device);
    expect(await repo.devices.findByUserCode(device.userCode, later)).toBeNull();
    expect(await repo.devices.take(device.hash, now)).toBeNull();
    const decision = { userCode: device.userCode, userId: user.id, now };
    const decided = [true, false, true].map((approve) => repo.devices.decide({ ...decision, approve }));
    expect((await Promise.all(decided)).filter(Boolean)).toHaveLength(1);
    const found = await repo.devices.find(device.hash);
    const takers = await Promise.all([1, 2, 3].map(() => repo.devices.take(device.hash, now)));
    expect(takers.filter((taken) => taken !== null)).toHaveLength(found?.state === 'approved' ? 1 : 0);
  });

  test('[ACC-4] counting attempts side by side loses none', async () => {
    const repo = await openRepo();
    const key = { account: newId(), address: '192.0.2.1' };
    const count = (address: string) =>
      repo.failures.change({ ...key, address }, ({ pair, account }) => {
        const more = (counter: typeof pair) => ({
          failures: (counter?.failures ?? 0) + 1,
          firstAt: now.getTime(),
          lockedUntil: null,
        });
        return { result: undefined, pair: more(pair), account: more(account) };
      });
    await Promise.all(['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.3', '192.0.2.1'].map(count));
    const read = () => repo.failures.change(key, (counts) => ({ result: counts }));
    expect(await read()).toMatchObject({ pair: { failures: 3 }, account: { failures: 5 } });
    await repo.failures.change(key, () => ({ result: undefined, pair: null }));
    expect(await read()).toMatchObject({ pair: null, account: { failures: 5 } });
    await repo.failures.removeOf(key.account);
    expect(await read()).toMatchObject({ pair: null, account: { failures: 0 } });
  });

  test('a provider account belongs to one user', async () => {
    const repo = await openRepo();
    const [ada, eve] = [await addUser(), await addUser()];
    const link = { provider: 'github' as const, providerUserId: newId(), createdAt: now };
    expect(await repo.users.linkProvider({ ...link, userId: ada.id })).toBe(true);
    expect(await repo.users.linkProvider({ ...link, userId: eve.id })).toBe(false);
    expect(await repo.users.findByProvider('github', link.providerUserId)).toEqual(ada);
    expect(await repo.users.findByProvider('google', link.providerUserId)).toBeNull();
  });

  test('[ACC-18] only pictures that somebody shows are known as such', async () => {
    const repo = await openRepo();
    const user = await addUser();
    const avatarId = newId();
    expect(await repo.users.isAvatar(avatarId)).toBe(false);
    await repo.users.change(user.id, { avatarId });
    expect(await repo.users.isAvatar(avatarId)).toBe(true);
    await repo.users.change(user.id, { avatarId: null });
    expect(await repo.users.isAvatar(avatarId)).toBe(false);
  });

  test('what fails in a transaction leaves nothing behind', async () => {
    const repo = await openRepo();
    const user = await addUser();
    const work = repo.transaction(async (tx) => {
      await tx.users.change(user.id, { name: 'Grace' });
      throw new Error('half way');
    });
    await expect(work).rejects.toThrow('half way');
    expect(await repo.users.find(user.id)).toEqual(user);
  });
});
