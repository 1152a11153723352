import { expect, it } from 'vitest';
import { mentionAt, toRead, toStored } from './written-mentions.ts';

const ada = { userId: '01h8xgjwbwbaq4ts9p6e', name: 'Ada' };
const adaLind = { userId: '01h8xgjwbwbaq4ts9p6f', name: 'Ada Lind' };

it('finds the name that is being written', () => {
  expect(mentionAt('hi @Ad', 6)).toEqual({ query: 'Ad', start: 3, end: 6 });
  expect(mentionAt('hi @Ada Li', 10)).toEqual({ query: 'Ada Li', start: 3, end: 10 });
  expect(mentionAt('ada@example', 11)).toBeNull();
  expect(mentionAt('@one\ntwo', 8)).toBeNull();
  expect(mentionAt('no', 2)).toBeNull();
});

it('stores names with their ids and reads them back', () => {
  const stored = toStored('@Ada Lind and @Ada, not me@Ada', [ada, adaLind]);
  expect(stored).toBe(`@[Ada Lind](${adaLind.userId}) and @[Ada](${ada.userId}), not me@[Ada](${ada.userId})`);
  expect(toRead('look @[Ada](01h8xgjwbwbaq4ts9p6e)!')).toEqual({ text: 'look @Ada!', named: [ada] });
  expect(toStored('@Nobody', [ada])).toBe('@Nobody');
});
