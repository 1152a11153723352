/** Licences that a design can have, and what a remix of it may be published under. */

interface LicenceFacts {
  readonly name: string;
  readonly url: string;
  /** Whether others may publish changed versions. */
  readonly remixable: boolean;
  /** A remix has to name the author. */
  readonly credit: boolean;
  /** A remix has to stand under the same licence (or one of `alike`). */
  readonly shareAlike: boolean;
  readonly commercial: boolean;
}

const open = { remixable: true, credit: true, shareAlike: false, commercial: true };

/** By SPDX identifier; `LicenseRef-All-Rights-Reserved` is SPDX's form for a licence that is not on its list. */
export const licences = {
  'CC0-1.0': { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/', ...open, credit: false },
  'CC-BY-4.0': { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/', ...open },
  'CC-BY-SA-4.0': {
    name: 'CC BY-SA 4.0',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    ...open,
    shareAlike: true,
  },
  'CC-BY-NC-4.0': {
    name: 'CC BY-NC 4.0',
    url: 'https://creativecommons.org/licenses/by-nc/4.0/',
    ...open,
    commercial: false,
  },
  'CC-BY-NC-SA-4.0': {
    name: 'CC BY-NC-SA 4.0',
    url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
    ...open,
    commercial: false,
    shareAlike: true,
  },
  'CC-BY-ND-4.0': {
    name: 'CC BY-ND 4.0',
    url: 'https://creativecommons.org/licenses/by-nd/4.0/',
    ...open,
    remixable: false,
  },
  MIT: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html', ...open },
  'Apache-2.0': { name: 'Apache 2.0', url: 'https://spdx.org/licenses/Apache-2.0.html', ...open },
  'MPL-2.0': { name: 'MPL 2.0', url: 'https://spdx.org/licenses/MPL-2.0.html', ...open, shareAlike: true },
  'GPL-3.0-or-later': {
    name: 'GPL 3.0 or later',
    url: 'https://spdx.org/licenses/GPL-3.0-or-later.html',
    ...open,
    shareAlike: true,
  },
  'LicenseRef-All-Rights-Reserved': {
    name: 'All rights reserved',
    url: 'https://spdx.github.io/spdx-spec/v2.3/other-licensing-information-detected/',
    remixable: false,
    credit: true,
    shareAlike: false,
    commercial: false,
  },
} as const satisfies Record<string, LicenceFacts>;

export type Licence = keyof typeof licences;
export const licenceIds = Object.keys(licences) as [Licence, ...Licence[]];
export const defaultLicence: Licence = 'CC-BY-4.0';

export function licenceFacts(licence: Licence): LicenceFacts {
  return licences[licence];
}

/** Why a remix of something under `parent` may not be published under `child`; null when it may. */
export function licenceConflict(
  parent: Licence,
  child: Licence,
): 'not_remixable' | 'share_alike' | 'commercial' | null {
  const from = licenceFacts(parent);
  const to = licenceFacts(child);
  if (!from.remixable) return 'not_remixable';
  if (from.shareAlike && child !== parent) return 'share_alike';
  if (!from.commercial && to.commercial) return 'commercial';
  return null;
}
