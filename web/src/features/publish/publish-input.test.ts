import type { Licence } from '@draftroom/core/contract/licences';
import type { LineageEntry } from '@draftroom/core/schema/designs';
import { expect, test } from 'vitest';
import {
  changed,
  firstConflict,
  firstLicence,
  type PublishContents,
  type PublishValues,
  parentsOf,
  publishInput,
  releaseInput,
  unready,
} from './publish-input.ts';
import type { UploadEntry } from './upload-list.ts';

const values: PublishValues = {
  title: 'Tide clock',
  description: '',
  tags: ['clock'],
  licence: 'CC-BY-4.0',
  visibility: 'public',
  rubricId: null,
  notes: 'Second hand',
};
const nothing: PublishContents = {
  roomId: undefined,
  without: new Set(),
  documentIds: [],
  fileCount: 0,
  withFiles: true,
  uploads: [],
  previewUploadId: undefined,
};
const first = { isRelease: false, madeFrom: [] };
const entry = (state: UploadEntry['state'], id = 'u1') =>
  ({ key: id, path: id, size: 1, state, error: null, upload: { id }, chosen: false }) as unknown as UploadEntry;

test('says why it cannot be published yet', () => {
  expect(unready(values, nothing, first)).toBe('nothing');
  expect(unready(values, { ...nothing, uploads: [entry('refused')] }, first)).toBe('nothing');
  expect(unready(values, { ...nothing, uploads: [entry('ready'), entry('checking')] }, first)).toBe('under_way');
  for (const state of ['paused', 'failed'] as const) {
    expect(unready(values, { ...nothing, uploads: [entry('ready'), entry(state)] }, first)).toBe('stopped');
  }
  // What can never be used does not hold up the rest.
  expect(unready(values, { ...nothing, uploads: [entry('ready'), entry('refused')] }, first)).toBeNull();
  expect(unready({ ...values, title: ' ' }, { ...nothing, uploads: [entry('ready')] }, first)).toBe('no_title');
  expect(
    unready({ ...values, title: ' ' }, { ...nothing, uploads: [entry('ready')] }, { ...first, isRelease: true }),
  ).toBeNull();
});

test('asks for the whole room when nothing was left out, else for what was chosen', () => {
  const room = { ...nothing, roomId: 'r', documentIds: ['a', 'b'] };
  expect(publishInput(values, room)).toMatchObject({ roomId: 'r', title: 'Tide clock' });
  expect(publishInput(values, room)).not.toHaveProperty('documentIds');
  expect(publishInput(values, { ...room, without: new Set(['a']) })).toMatchObject({ roomId: 'r', documentIds: ['b'] });
  const files = { ...room, without: new Set(['a', 'b']), uploads: [entry('ready'), entry('refused', 'u2')] };
  expect(publishInput(values, files)).not.toHaveProperty('roomId');
  expect(publishInput(values, files)).toMatchObject({ uploadIds: ['u1'] });
});

test('a room of files alone comes with them, unless they are left out', () => {
  const room = { ...nothing, roomId: 'r', fileCount: 2 };
  expect(unready(values, room, first)).toBeNull();
  expect(publishInput(values, { ...room, uploads: [entry('ready')] })).toMatchObject({
    roomId: 'r',
    uploadIds: ['u1'],
  });
  expect(publishInput(values, room)).not.toHaveProperty('documentIds');
  const without = { ...room, withFiles: false };
  expect(unready(values, without, first)).toBe('nothing');
  expect(publishInput(values, { ...without, uploads: [entry('ready')] })).not.toHaveProperty('roomId');
  expect(parentsOf(null, [parent('MIT')], room)).toHaveLength(1);
  expect(parentsOf(null, [parent('MIT')], without)).toEqual([]);
});

test('knows whether something was typed or chosen', () => {
  expect(changed(values, { ...values, tags: ['clock'] }, { ...nothing, uploads: [entry('ready')] })).toBe(false);
  for (const change of [
    { title: 'Tide' },
    { tags: [] },
    { notes: '' },
    { rubricId: 'r' },
    { licence: 'MIT' as const },
  ]) {
    expect(changed(values, { ...values, ...change }, nothing)).toBe(true);
  }
  const file = { ...entry('paused'), chosen: true };
  for (const change of [{ without: new Set(['a']) }, { withFiles: false }, { uploads: [file] }]) {
    expect(changed(values, values, { ...nothing, ...change })).toBe(true);
  }
});

test('a release has notes and no title', () => {
  const input = releaseInput('d', values, { ...nothing, uploads: [entry('ready')], previewUploadId: 'p' });
  expect(input).toEqual({
    designId: 'd',
    notes: 'Second hand',
    licence: 'CC-BY-4.0',
    uploadIds: ['u1'],
    previewUploadId: 'p',
  });
});

const parent = (licence: Licence, id: string | null = 'p') =>
  ({ design: id === null ? null : { id, title: id, author: null }, licence, releaseSeq: 1 }) as LineageEntry;

test('waits for a licence that its parents allow, and begins with one', () => {
  const madeFrom = [parent('CC-BY-SA-4.0')];
  const ready = { ...nothing, uploads: [entry('ready')] };
  expect(unready(values, ready, { isRelease: false, madeFrom })).toBe('licence');
  expect(unready({ ...values, licence: 'CC-BY-SA-4.0' }, ready, { isRelease: false, madeFrom })).toBeNull();
  expect(firstLicence(madeFrom, 'CC-BY-4.0')).toBe('CC-BY-SA-4.0');
  expect(firstLicence([parent('MIT')], 'CC-BY-4.0')).toBe('CC-BY-4.0');
  // None would do: the usual one, with the reason beside it.
  expect(firstLicence([parent('CC-BY-ND-4.0')], 'CC-BY-4.0')).toBe('CC-BY-4.0');
});

test('what a room began as counts once, while something of the room is in it', () => {
  const [known, fresh, unseen] = [parent('MIT', 'known'), parent('MIT', 'fresh'), parent('MIT', null)];
  const design = { id: 'mine', madeFrom: [known] };
  const room = { documentIds: ['a'], without: new Set<string>(), fileCount: 0, withFiles: true };
  expect(parentsOf(null, [fresh], room)).toEqual([fresh]);
  expect(parentsOf(design, [fresh, known, unseen, parent('MIT', 'mine')], room)).toEqual([known, fresh, unseen]);
  expect(parentsOf(design, [fresh], { ...room, without: new Set(['a']) })).toEqual([known]);
});

test('asks for the rubric that was chosen', () => {
  expect(publishInput(values, nothing)).not.toHaveProperty('rubricId');
  expect(publishInput({ ...values, rubricId: 'r' }, nothing)).toMatchObject({ rubricId: 'r' });
});

test('finds what does not go with the licences of what it was made from', () => {
  const parents = [
    { design: null, licence: 'CC-BY-4.0' as const, releaseSeq: 1 },
    { design: null, licence: 'CC-BY-SA-4.0' as const, releaseSeq: 1 },
  ];
  expect(firstConflict(parents, 'MIT')).toMatchObject({ why: 'share_alike', entry: parents[1] });
  expect(firstConflict(parents, 'CC-BY-SA-4.0')).toBeNull();
});
