import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { HubError } from '../contract/errors.ts';
import { blobId, checkBlobId } from './blobs.ts';
import type { S3Config } from './config.ts';
import type { BlobStore } from './ports.ts';

/** Blobs in a bucket of any store that speaks S3. The SDK is loaded only here: it is large. */
export async function createS3Blobs(config: S3Config): Promise<BlobStore & { close(): void }> {
  const sdk = await import('@aws-sdk/client-s3');
  const client: S3Client = new sdk.S3Client({
    region: config.region,
    forcePathStyle: config.forcePathStyle,
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    ...(config.credentials === null ? {} : { credentials: config.credentials }),
    // Stores other than Amazon's do not know its newer checksums; ours is the name of the blob.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const keyOf = (id: string) => ({ Bucket: config.bucket, Key: `blobs/${checkBlobId(id)}` });
  const bodyOf = async (id: string, range?: { start: number; end: number }) => {
    const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
    const command = new sdk.GetObjectCommand({ ...keyOf(id), ...part });
    const { Body, ContentRange } = await client.send(command).catch(missing);
    if (Body === undefined) throw new HubError('not_found');
    // Whoever asked has been told how long the part is. A store that knows no ranges gives the whole; one that has lost
    // the end of an object gives less.
    if (range !== undefined && ContentRange?.startsWith(`bytes ${range.start}-${range.end}/`) !== true) {
      (Body as Readable).destroy();
      throw new Error(`the bucket gave ${ContentRange ?? 'all'} of ${id} where ${part.Range} was asked for`);
    }
    return Body;
  };
  const has = (id: string): Promise<boolean> =>
    client.send(new sdk.HeadObjectCommand(keyOf(id))).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
  return {
    async put(bytes) {
      const id = blobId(bytes);
      if (!(await has(id))) {
        await client.send(new sdk.PutObjectCommand({ ...keyOf(id), Body: bytes, ContentLength: bytes.byteLength }));
      }
      return id;
    },
    get: async (id) => (await bodyOf(id)).transformToByteArray(),
    stream: async (id, range) => (await bodyOf(id, range)) as Readable,
    has,
    async remove(id) {
      await client.send(new sdk.DeleteObjectCommand(keyOf(id)));
    },
    close: () => client.destroy(),
  };
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

function missing(error: unknown): never {
  if (isMissing(error)) throw new HubError('not_found');
  throw error;
}
