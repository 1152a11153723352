/** The preview picture that was chosen: sent to the hub at once, so that publishing need not wait for it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { previewName, sendToHub } from './upload-wire.ts';

export interface ChosenPicture {
  /** Which one, as the page that chose it calls it; null: none, the hub finds one. */
  readonly choice: string | null;
  /** Its pixels, for the page. */
  readonly url: string | null;
  readonly state: 'none' | 'sending' | 'ready' | 'failed';
  readonly error: ShownError | null;
  readonly uploadId: string | undefined;
}

export interface Picture extends ChosenPicture {
  choose(choice: string, pixels: () => Promise<Blob>): void;
  clear(): void;
}

interface UnderWay {
  abort: AbortController | null;
  /** Given back to the browser when nothing shows it any more. */
  url: string | null;
}

const none: ChosenPicture = { choice: null, url: null, state: 'none', error: null, uploadId: undefined };

export function usePicture(): Picture {
  const [picture, setPicture] = useState(none);
  const under = useRef<UnderWay>({ abort: null, url: null });
  const forget = useCallback(() => {
    under.current.abort?.abort();
    if (under.current.url !== null) URL.revokeObjectURL(under.current.url);
    under.current = { abort: null, url: null };
  }, []);

  useEffect(() => forget, [forget]);
  async function send(choice: string, pixels: () => Promise<Blob>): Promise<void> {
    forget();
    const abort = new AbortController();
    const { signal } = abort;
    under.current.abort = abort;
    setPicture({ ...none, choice, state: 'sending' });
    try {
      const blob = await pixels();
      signal.throwIfAborted();
      const url = URL.createObjectURL(blob);
      under.current.url = url;
      setPicture((before) => ({ ...before, url }));
      const upload = await sendToHub(blob, previewName, { signal, onChange: () => undefined });
      if (upload.state !== 'ready')
        throw upload.problem === null ? new Error('not ready') : { ...upload.problem, retryable: false };
      setPicture((before) => ({ ...before, state: 'ready', uploadId: upload.id }));
    } catch (error) {
      if (!signal.aborted) setPicture((before) => ({ ...before, state: 'failed', error: shownError(error) }));
    }
  }

  return {
    ...picture,
    choose: (choice, pixels) => void send(choice, pixels),
    clear: () => {
      forget();
      setPicture(none);
    },
  };
}
