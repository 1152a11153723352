import { handoverProgram } from '@draftroom/core/contract/handover';

/**
 * Whether the browser can bring an answer back to this editor: by its own scheme, or to the loopback server of an editor
 * that runs in the browser. Editors on somebody's web site get answers on that site, where a hub sends nobody.
 */
export function canCallBack(redirect: string): boolean {
  const kind = handoverProgram(redirect)?.kind;
  return kind === 'editor' || kind === 'local';
}
