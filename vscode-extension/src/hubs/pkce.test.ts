import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { newProof } from './pkce.ts';

it('[VSC-21] a proof has the form that the hub checks, and no two are alike', async () => {
  const [one, two] = [await newProof(), await newProof()];
  expect(one.challenge).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(one.verifier).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
  expect(createHash('sha256').update(one.verifier).digest('base64url')).toBe(one.challenge);
  expect(new Set([one.verifier, two.verifier, one.state, two.state]).size).toBe(4);
});
