import { expect, it } from 'vitest';
import { designIdOf } from './design-id-of.ts';

it('finds the design in an address of this hub, and in no other', () => {
  const hub = 'https://hub.example';
  const id = '0199b2c4-1111-7222-8333-444455556666';
  expect(designIdOf(` ${hub}/designs/${id}?release=2#threads `, hub)).toBe(id);
  expect(designIdOf(`/designs/${id}`, hub)).toBe(id);
  expect(designIdOf(id, hub)).toBe(id);
  expect(designIdOf(`https://elsewhere.example/designs/${id}`, hub)).toBeNull();
  expect(designIdOf(`${hub}/rooms/${id}`, hub)).toBeNull();
  expect(designIdOf('a tide clock', hub)).toBeNull();
  expect(designIdOf('', hub)).toBeNull();
});
