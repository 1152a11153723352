import type { Upload } from '@draftroom/core/schema/designs';
import { api } from '../../app/hub.ts';
import { type SendOptions, sendFile, type UploadWire } from './upload-file.ts';

/** Of preview pictures: not to be offered as files of a design. */
export const previewName = 'preview-picture.png';

const wire: UploadWire = {
  start: (file) => api.uploads.start.mutate(file),
  get: (uploadId) => api.uploads.get.query({ uploadId }),
  async put(uploadId, offset, bytes, signal) {
    const answer = await fetch(`/api/v1/uploads/${uploadId}/parts?offset=${offset}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal,
    });
    const body: unknown = await answer.json();
    // The body of a refusal is what `shownError` reads.
    if (!answer.ok) throw body;
    return body as Upload;
  },
};

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      // Back on the line: there is nothing to wait for.
      window.removeEventListener('online', go);
      signal.removeEventListener('abort', stop);
    };
    const go = () => {
      end();
      resolve();
    };
    const stop = () => {
      end();
      reject(signal.reason);
    };
    const timer = setTimeout(go, milliseconds);
    window.addEventListener('online', go);
    signal.addEventListener('abort', stop);
  });
}

export function sendToHub(file: Blob, name: string, options: Omit<SendOptions, 'wire' | 'wait'>): Promise<Upload> {
  return sendFile(file, name, { ...options, wire, wait });
}
