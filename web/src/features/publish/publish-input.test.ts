import { expect, test } from 'vitest';
import {
  firstConflict,
  type PublishContents,
  type PublishValues,
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
  notes: 'Second hand',
};
const nothing: PublishContents = {
  roomId: undefined,
  without: new Set(),
  documentIds: [],
  uploads: [],
  previewUploadId: undefined,
};
const entry = (state: UploadEntry['state'], id = 'u1') =>
  ({ key: id, path: id, size: 1, state, error: null, upload: { id } }) as unknown as UploadEntry;

test('says why it cannot be published yet', () => {
  expect(unready(values, nothing, false)).toBe('nothing');
  expect(unready(values, { ...nothing, uploads: [entry('refused')] }, false)).toBe('nothing');
  expect(unready(values, { ...nothing, uploads: [entry('ready'), entry('checking')] }, false)).toBe('under_way');
  expect(unready({ ...values, title: ' ' }, { ...nothing, uploads: [entry('ready')] }, false)).toBe('no_title');
  expect(unready({ ...values, title: ' ' }, { ...nothing, uploads: [entry('ready')] }, true)).toBeNull();
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

test('finds what does not go with the licences of what it was made from', () => {
  const parents = [
    { design: null, licence: 'CC-BY-4.0' as const, releaseSeq: 1 },
    { design: null, licence: 'CC-BY-SA-4.0' as const, releaseSeq: 1 },
  ];
  expect(firstConflict(parents, 'MIT')).toMatchObject({ why: 'share_alike', entry: parents[1] });
  expect(firstConflict(parents, 'CC-BY-SA-4.0')).toBeNull();
});
