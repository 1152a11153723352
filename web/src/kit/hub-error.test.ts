import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { HubError } from '@draftroom/core/contract/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { hasCode, shownError } from './hub-error.ts';
import { setLanguage } from './messages/language.ts';

const trpcError = (error: HubError) => Object.assign(new Error('x'), { data: { hub: error.toBody() } });

describe('errors as people read them', () => {
  afterEach(() => setLanguage('en'));

  it('are the hub’s own sentence in English, the catalogue’s in German', async () => {
    const error = trpcError(new HubError('too_fast', { seconds: 7 }));
    expect(shownError(error)).toMatchObject({ code: 'too_fast', retryable: true });
    expect(shownError(error).text).toContain('Wait 7 seconds');
    await setLanguage('de');
    expect(shownError(error).text).toContain('Warte 7 Sekunden');
  });

  it('carry the messages of fields', () => {
    const error = trpcError(new HubError('invalid_input', { email: 'Enter an e-mail address.' }));
    expect(shownError(error).fields).toEqual({ email: 'Enter an e-mail address.' });
    expect(shownError(trpcError(new HubError('path_taken', { path: 'a.ts' }))).fields).toEqual({});
  });

  it('come the same from REST and from the client', () => {
    expect(shownError(new HubError('not_found').toBody()).code).toBe('not_found');
    expect(shownError(new HubClientError({ code: 'removed' })).code).toBe('removed');
    expect(hasCode(new HubClientError({ code: 'removed' }), 'not_found', 'removed')).toBe(true);
  });

  it.each([new TypeError('Failed to fetch'), new HubClientError({ code: 'unreachable' }), undefined, 'x', { code: 5 }])(
    'say that the hub was not reached for %o',
    (error) => {
      expect(shownError(error)).toMatchObject({ code: 'unreachable', retryable: true });
      expect(hasCode(error, 'internal')).toBe(false);
    },
  );
});
