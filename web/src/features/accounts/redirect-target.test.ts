import { describe, expect, it } from 'vitest';
import { cancelledRedirect, redirectTarget } from './redirect-target.ts';

describe('the way back of a hand-over', () => {
  it('is named by where it leads', () => {
    expect(redirectTarget('http://127.0.0.1:53411/callback?x=1')).toBe('http://127.0.0.1:53411');
    expect(redirectTarget('vscode://draftroom.draftroom-vscode/signed-in')).toBe('vscode://draftroom.draftroom-vscode');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://evil.example/callback',
    'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
    'vscode://draftroom/x',
    'not an address',
    '',
  ])('is not gone with a no to %j', (uri) => {
    expect(cancelledRedirect(uri, 's')).toBeNull();
  });

  it('says no to programs on this machine', () => {
    expect(cancelledRedirect('http://127.0.0.1:53411/callback', 'a b')).toBe(
      'http://127.0.0.1:53411/callback?error=access_denied&state=a+b',
    );
    expect(cancelledRedirect('cursor://draftroom.draftroom-vscode/signed-in', '')).toBe(
      'cursor://draftroom.draftroom-vscode/signed-in?error=access_denied',
    );
  });
});
