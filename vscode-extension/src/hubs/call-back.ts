/**
 * Whether the browser can bring an answer back to this editor: by its own scheme, or to the loopback server of an editor
 * that runs in the browser. Editors on somebody's web site get answers on that site, where a hub sends nobody.
 */
export function canCallBack(redirect: string): boolean {
  const { protocol, hostname } = new URL(redirect);
  return protocol === 'http:' ? hostname === '127.0.0.1' : protocol !== 'https:';
}
