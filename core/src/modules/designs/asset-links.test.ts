import { expect, test } from 'vitest';
import { createAssetLinks } from './asset-links.ts';

const hour = 3_600_000;
const assetId = 'a'.repeat(64);

function setUp() {
  const time = { now: Date.parse('2026-03-01T12:10:00Z') };
  const links = createAssetLinks({ key: new Uint8Array(32).fill(7), clock: { now: () => time.now } });
  const link = (more = {}) => links.url({ assetId, name: 'a b.png', open: false, scope: 'design', ...more });
  const query = (url: string) => Object.fromEntries(new URL(url, 'https://hub.example').searchParams);
  return { time, links, link, query };
}

test('[DSN-9] an open asset has one address for good', () => {
  const { links, link } = setUp();
  expect(link({ open: true })).toBe(`/assets/${assetId}/a%20b.png`);
  expect(links.admits(assetId, {})).toBe(false);
});

test('[DSN-9] a signed address is the same within an hour and over after two', () => {
  const { time, links, link, query } = setUp();
  const url = link();
  time.now += hour / 2;
  expect(link()).toBe(url);
  time.now += hour;
  expect(link()).not.toBe(url);
  expect(links.admits(assetId, query(url))).toBe(true);
  time.now += hour;
  expect(links.admits(assetId, query(url))).toBe(false);
});

test('[DSN-9] a signature holds for its asset, scope and hour alone', () => {
  const { links, link, query } = setUp();
  const signed = query(link());
  expect(links.admits(assetId, signed)).toBe(true);
  expect(links.admits('b'.repeat(64), signed)).toBe(false);
  expect(links.admits(assetId, { ...signed, scope: 'another' })).toBe(false);
  expect(links.admits(assetId, { ...signed, until: `${Number(signed.until) + 1}` })).toBe(false);
  expect(links.admits(assetId, { ...signed, until: '999999999999' })).toBe(false);
  expect(links.admits(assetId, { ...signed, signature: '' })).toBe(false);
  expect(links.admits(assetId, { ...signed, signature: [signed.signature] })).toBe(false);
  const other = createAssetLinks({
    key: new Uint8Array(32).fill(8),
    clock: { now: () => Date.parse('2026-03-01T12:10:00Z') },
  });
  expect(other.admits(assetId, signed)).toBe(false);
});
