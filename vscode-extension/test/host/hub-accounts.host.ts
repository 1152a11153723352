import assert from 'node:assert/strict';
import type { Memento, SecretStorage } from 'vscode';
import { AccountStore, type StoredAccount } from '../../src/hubs/account-store.ts';
import { HubAccounts } from '../../src/hubs/hub-accounts.ts';
import { KnownRooms } from '../../src/hubs/known-rooms.ts';
import { call, procedure, type Rig, type RigPerson, readRig, until } from './rig.ts';
import { SharedSecrets } from './shared-secrets.ts';

class Memory implements Memento {
  readonly #values = new Map<string, unknown>();
  keys = () => [...this.#values.keys()];
  get = <Value>(key: string, otherwise?: Value) => (this.#values.get(key) as Value | undefined) ?? (otherwise as Value);
  update = async (key: string, value: unknown) => void this.#values.set(key, value);
}

describe('accounts of hubs', () => {
  let rig: Rig;
  const held: { dispose(): void }[] = [];
  const account = (person: RigPerson, hub = rig.hub): StoredAccount => ({
    hub,
    token: person.token,
    user: { id: person.userId, name: person.name, email: person.email },
  });
  const window = async (secrets: SecretStorage) => {
    const store = new AccountStore(secrets);
    await store.load();
    const asked: string[] = [];
    const rooms = new KnownRooms(new Memory());
    const accounts = new HubAccounts({
      store,
      rooms,
      askToSignIn: async (hub, why) => {
        asked.push(`${why} ${hub}`);
        return false;
      },
    });
    held.push(store, accounts);
    return { store, rooms, accounts, asked };
  };
  before(async () => {
    rig = await readRig();
  });
  afterEach(() => {
    for (const part of held.splice(0)) part.dispose();
  });

  it('[VSC-22] two windows that sign in at once keep both accounts', async () => {
    const secrets = new SharedSecrets();
    const [one, two] = [await window(secrets), await window(secrets)];
    await one.store.put(account(rig.ada));
    await two.store.put(account(rig.jonas, 'https://other.example.org'));
    await until('both know both', () => one.store.accounts.length === 2 && two.store.accounts.length === 2);
    await two.store.remove(rig.hub, 'a token from before');
    assert.equal(two.store.accounts.length, 2);
  });

  it('what is no account is not read', async () => {
    const secrets = new SharedSecrets();
    await secrets.store('accounts', '[{"hub":1},null,{"hub":"https://h","token":"t","user":{"id":"u","name":"n"}}]');
    assert.equal((await window(secrets)).store.accounts.length, 1);
    await secrets.store('accounts', '{');
    assert.deepEqual((await window(secrets)).store.accounts, []);
  });

  it('finds the hub of a room that it has never seen, and no foreign private one', async () => {
    const { store, rooms, accounts, asked } = await window(new SharedSecrets());
    const mine = await call<{ id: string }>(rig, 'POST rooms', { name: 'Mine' }, rig.ada);
    const foreign = await call<{ id: string }>(rig, 'POST rooms', { name: 'Foreign' }, rig.jonas);
    await assert.rejects(accounts.connect(mine.id), { code: 'not_signed_in' });
    await store.put(account(rig.ada));
    const { client, userId } = await accounts.connect(mine.id);
    assert.equal(client.hub, rig.hub);
    assert.equal(userId, rig.ada.userId);
    assert.deepEqual(rooms.find(mine.id), { hub: rig.hub, name: 'Mine' });
    await assert.rejects(accounts.connect(foreign.id), { code: 'not_found' });
    await assert.rejects(rooms.remember(mine.id, { hub: 'https://other.example.org', name: 'Mine' }));
    assert.equal(rooms.find(mine.id)?.hub, rig.hub);
    const elsewhere = await window(new SharedSecrets());
    await elsewhere.rooms.remember(mine.id, { hub: 'https://other.example.org', name: 'Mine' });
    await assert.rejects(elsewhere.accounts.connect(mine.id), { code: 'not_signed_in' });
    assert.deepEqual([asked, elsewhere.asked], [[], ['room https://other.example.org']]);
  });

  it('[VSC-22] every window hears that somebody has signed out, and a later one does not', async () => {
    const secrets = new SharedSecrets();
    const windows = [await window(secrets), await window(secrets)];
    const heard = windows.map(({ store }) => {
      const gone: string[] = [];
      store.onDidSignOut(({ hub, userId }) => gone.push(`${hub} ${userId}`));
      return gone;
    });
    const elsewhere = account(rig.jonas, 'https://other.example.org');
    await windows[0]?.store.put(account(rig.ada));
    await windows[0]?.store.put(elsewhere);
    await windows[0]?.store.signOut(account(rig.ada));
    await windows[1]?.store.signOut(elsewhere);
    const both = [`${rig.hub} ${rig.ada.userId}`, `https://other.example.org ${rig.jonas.userId}`];
    await until('both have heard of both', () => heard.every((gone) => gone.length === 2));
    assert.deepEqual(heard, [both, both]);
    const later = await window(secrets);
    later.store.onDidSignOut(() => assert.fail('it was before this window'));
    await later.store.put(account(rig.ada));
    await later.store.remove(rig.hub, rig.ada.token);
    assert.deepEqual(heard, [both, both]);
  });

  it('[VSC-22] a session that the hub has ended is dropped and asked about once', async () => {
    const secrets = new SharedSecrets();
    const { store, accounts, asked } = await window(secrets);
    const gone: string[] = [];
    store.onDidSignOut(({ userId }) => gone.push(userId));
    const input = { email: `vera.${Date.now()}@example.org`, name: 'Vera Once', password: 'correct horse battery' };
    const { user, token } = await call<{ user: { id: string }; token: string }>(
      rig,
      'POST auth/sign-up',
      input,
      rig.ada,
    );
    const vera: RigPerson = { name: input.name, email: input.email, token, userId: user.id };
    await store.put(account(vera));
    const client = accounts.client(rig.hub);
    assert.ok(client);
    await client.trpc.rooms.list.query({});
    await procedure(rig, 'accounts.signOut', {}, vera);
    await assert.rejects(client.trpc.rooms.create.mutate({ name: 'too late' }));
    await until('the account is gone', () => store.accounts.length === 0);
    assert.deepEqual(gone, [], 'nobody signed out: what is kept on this machine waits');
    assert.deepEqual(asked, [`ended ${rig.hub}`]);
  });
});
