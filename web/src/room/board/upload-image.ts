import { errorBodyIn, HubClientError } from '@draftroom/core/client/hub-client-error';
import { alreadyThere, type ImportResult } from '@draftroom/core/schema/documents';

interface UploadOptions {
  hub: string;
  roomId: string;
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
}

/** Puts a file into the room. Where one of that name stands it stays: names come from hashes, so it is the same. */
export function uploadImage({ hub, roomId, path, bytes, onProgress }: UploadOptions): Promise<void> {
  // `fetch` cannot tell how much of a body is on its way.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', `${hub}/api/v1/rooms/${roomId}/files?${new URLSearchParams({ path })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onloadend = () => {
      const { status } = request;
      if (status >= 200 && status < 300 && stands(request.response as ImportResult)) resolve();
      else if (status === 0) reject(new HubClientError({ code: 'unreachable' }));
      else reject(new HubClientError(errorBodyIn(request.response) ?? { code: 'internal' }));
    };
    request.send(bytes);
  });
}

function stands({ files, skipped }: ImportResult): boolean {
  return files === 1 || skipped.some(({ reason }) => reason === alreadyThere);
}
