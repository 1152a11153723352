/** The preview picture that was chosen: sent to the hub at once, so that publishing need not wait for it. */
import { useEffect, useRef, useState } from 'react';
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

const none: ChosenPicture = { choice: null, url: null, state: 'none', error: null, uploadId: undefined };

export function usePicture(): Picture {
  const [picture, setPicture] = useState(none);
  const abort = useRef<AbortController | null>(null);
  const url = useRef<string | null>(null);

  function forget(): void {
    abort.current?.abort();
    if (url.current !== null) URL.revokeObjectURL(url.current);
    url.current = null;
  }
  useEffect(() => forget, []);

  async function send(choice: string, pixels: () => Promise<Blob>): Promise<void> {
    forget();
    const { signal } = (abort.current = new AbortController());
    setPicture({ ...none, choice, state: 'sending' });
    try {
      const blob = await pixels();
      signal.throwIfAborted();
      url.current = URL.createObjectURL(blob);
      setPicture((before) => ({ ...before, url: url.current }));
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
