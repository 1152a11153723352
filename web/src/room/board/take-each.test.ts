import { HubError } from '@draftroom/core/contract/errors';
import { because } from '@draftroom/core/contract/reasons';
import { expect, it } from 'vitest';
import { loadMessages } from '../../kit/messages/language.ts';
import { currentToasts } from '../../kit/toasts.ts';
import { takeEach } from './take-each.ts';
import type { Taken } from './take-files.ts';

it('[BOARD-7] takes every file that can be taken, and names those that cannot', async () => {
  await loadMessages('room');
  const tried: string[] = [];
  const taken: Taken = { kind: 'drawing', elements: 3, leftOut: 0 };
  const take = async ({ name }: File): Promise<Taken> => {
    tried.push(name);
    if (name === 'large.json') throw new HubError('bad_drawing', { reason: because('largerThan', { megabytes: 64 }) });
    if (name === 'odd.png') throw new TypeError('no pixels');
    return taken;
  };
  const names = ['large.json', 'odd.png', 'good.excalidraw'];
  await takeEach(
    names.map((name) => new File([], name)),
    take,
  );
  expect(tried).toEqual(names);
  const said = currentToasts().map(({ tone, text }) => [tone, text.split(/[: ]/).find((word) => names.includes(word))]);
  expect(said).toEqual([
    ['error', 'large.json'],
    ['error', 'odd.png'],
    ['plain', 'good.excalidraw'],
  ]);
});
