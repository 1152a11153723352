/** What the addresses of pages may carry, read without trusting it. */

type Raw = Record<string, unknown>;

export function textParam(raw: Raw, name: string, max = 2_000): string | undefined {
  const value = raw[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined;
}

export function choiceParam<const Choice extends string>(
  raw: Raw,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === raw[name]);
}

/** A number from 1 on, such as that of a release. */
export function countParam(raw: Raw, name: string): number | undefined {
  const value = Number(raw[name]);
  return Number.isInteger(value) && value >= 1 && value <= 1e6 ? value : undefined;
}

/** Only a path of this hub: a link from elsewhere must not send people away after they sign in. */
export function localPath(path: string | undefined): string | undefined {
  if (path === undefined || !path.startsWith('/')) return undefined;
  try {
    const url = new URL(path, 'http://hub.invalid');
    return url.origin === 'http://hub.invalid' ? url.pathname + url.search + url.hash : undefined;
  } catch {
    return undefined;
  }
}
