import type { PersonColour } from '@draftroom/drizzle/enums';

/**
 * One value for both themes: every hue has the same luminance, so white text on it reads (4.7 : 1), and it stands out
 * from light and dark surfaces alike (at least 3 : 1).
 */
export const personColourValues: Readonly<Record<PersonColour, string>> = {
  cobalt: '#1F75C8',
  violet: '#785BE5',
  magenta: '#C433AE',
  rose: '#D3316B',
  rust: '#BD5321',
  ochre: '#996A03',
  olive: '#747807',
  fern: '#388310',
  teal: '#038272',
  cyan: '#007E99',
  slate: '#667588',
  plum: '#8C6599',
};

/** A colour that a newer hub may know and this client does not becomes slate. */
export function personColourValue(colour: string): string {
  return Object.hasOwn(personColourValues, colour)
    ? personColourValues[colour as PersonColour]
    : personColourValues.slate;
}
