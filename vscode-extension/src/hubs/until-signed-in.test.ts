import { describe, expect, it } from 'vitest';
import { Signal } from '../rooms/signal.ts';
import { untilSignedIn } from './until-signed-in.ts';

function accounts() {
  const changed = new Signal<void>();
  const signedIn = new Set<string>();
  return {
    of: (hub: string) => (signedIn.has(hub) ? { hub } : null),
    onDidChange: (listener: () => void) => ({ dispose: changed.listen(listener) }),
    signIn(hub: string) {
      signedIn.add(hub);
      changed.tell();
    },
  };
}

describe('[VSC-22] the question to sign in', () => {
  it('is answered when somebody signs in there another way, and by nobody elsewhere', async () => {
    const store = accounts();
    const heard: string[] = [];
    const waiting = untilSignedIn('https://one.example', store, () => new Promise(() => undefined)).then(() =>
      heard.push('answered'),
    );
    store.signIn('https://other.example');
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([]);
    store.signIn('https://one.example');
    await waiting;
    expect(heard).toEqual(['answered']);
  });

  it('is answered by the person, too', async () => {
    await untilSignedIn('https://one.example', accounts(), async () => false);
    const fails = untilSignedIn('https://one.example', accounts(), () => Promise.reject(new Error('no window')));
    await expect(fails).rejects.toThrow('no window');
  });
});
