/** WebSocket close codes of `/sync`. 4400–4499: do not come back unchanged. 4500–4599: try again. */
export const closeCodes = {
  malformed: 4400,
  notSignedIn: 4401,
  notAllowed: 4403,
  notFound: 4404,
  removed: 4410,
  tooLarge: 4413,
  shuttingDown: 4503,
  tooSlow: 4508,
  ownerMoved: 4509,
  tooFast: 4529,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

export function isPermanentClose(code: number): boolean {
  return code >= 4400 && code <= 4499;
}
