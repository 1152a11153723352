import { describe, expect, test } from 'vitest';
import { defaultLicence, type Licence, licenceConflict, licenceFacts, licenceIds } from './licences.ts';

describe('[DSN-5] licences', () => {
  test('every remixable licence allows itself; the others allow nothing', () => {
    for (const licence of licenceIds) {
      const expected = licenceFacts(licence).remixable ? null : 'not_remixable';
      expect(licenceConflict(licence, licence)).toBe(expected);
    }
    expect(licenceFacts(defaultLicence).remixable).toBe(true);
  });

  test.each<[Licence, Licence, ReturnType<typeof licenceConflict>]>([
    ['CC0-1.0', 'LicenseRef-All-Rights-Reserved', null],
    ['CC-BY-4.0', 'MIT', null],
    ['CC-BY-SA-4.0', 'CC-BY-4.0', 'share_alike'],
    ['GPL-3.0-or-later', 'MIT', 'share_alike'],
    ['CC-BY-NC-4.0', 'CC-BY-4.0', 'commercial'],
    ['CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', null],
    ['CC-BY-NC-4.0', 'LicenseRef-All-Rights-Reserved', null],
    ['CC-BY-NC-SA-4.0', 'CC-BY-NC-4.0', 'share_alike'],
    ['CC-BY-ND-4.0', 'CC-BY-ND-4.0', 'not_remixable'],
  ])('from %s to %s: %s', (parent, child, expected) => {
    expect(licenceConflict(parent, child)).toBe(expected);
  });
});
