import { personColourValue } from '@draftroom/core/contract/person-colours';
import { personColours } from '@draftroom/drizzle/enums';
import type { CSSProperties } from 'react';

/** The twelve hues as CSS variables, for what gets its colour by class name. */
export const personVariables = {
  '--on-person': 'white',
  ...Object.fromEntries(personColours.map((name) => [`--person-${name}`, personColourValue(name)])),
} as CSSProperties;

export function personStyle(colour: string): CSSProperties {
  return { '--person': personColourValue(colour) } as CSSProperties;
}
