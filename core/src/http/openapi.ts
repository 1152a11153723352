/** The description of REST: the procedures that have a path, the routes whose bodies are streams, and the errors. */
import { generateOpenApiDocument } from 'trpc-to-openapi';
import { z } from 'zod';
import { errorCatalogue, errorFacts } from '../contract/errors.ts';
import { sessionCookieName } from '../modules/accounts/cookies.ts';
import { avatarSchema } from '../modules/accounts/schema.ts';
import { uploadSchema } from '../modules/designs/schema.ts';
import { importLineSchema, importResultSchema } from '../modules/documents/schema.ts';
import { appRouter } from '../router.ts';

export const restPrefix = '/api/v1';

type Json = { [key: string]: unknown };
type OpenApiDocument = Json & { paths: Record<string, Record<string, Operation>>; components: Json };
interface Operation {
  responses: Record<string, Json>;
  security?: Json[];
  [key: string]: unknown;
}

const signedIn = [{ bearer: [] }, { cookie: [] }];

export function openApiDocument(publicUrl: string): OpenApiDocument {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Draftroom',
    version: '1',
    description: 'Rooms, documents and accounts of a Draftroom hub. Send a bearer token, or the session cookie.',
    baseUrl: `${publicUrl}${restPrefix}`,
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'The token that sign-in returns.' },
      cookie: { type: 'apiKey', in: 'cookie', name: sessionCookieName },
    },
  }) as unknown as OpenApiDocument;
  for (const [path, operations] of Object.entries(streams())) {
    document.paths[path] = { ...document.paths[path], ...operations };
  }
  for (const operations of Object.values(document.paths)) Object.values(operations).forEach(finish);
  // Written anew: the generator describes errors as tRPC's own adapter would answer them.
  document.components = { ...document.components, schemas: { Error: errorSchema() }, responses: errorResponses() };
  return document;
}

function finish(operation: Operation): void {
  const answers = Object.entries(operation.responses).filter(([status]) => status < '400');
  for (const [, answer] of answers) alsoAsText(answer);
  const errors = Object.keys(errorResponses()).map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  operation.responses = Object.fromEntries([...answers, ...errors]);
  if (operation.security !== undefined && operation.security.length > 0) operation.security = signedIn;
}

/** What can be a text alone is sent as one, unless the caller asks for JSON. */
function alsoAsText(answer: Json): void {
  const content = answer.content as Record<string, { schema?: { anyOf?: { type?: string }[] } }> | undefined;
  const isText = content?.['application/json']?.schema?.anyOf?.some(({ type }) => type === 'string');
  if (isText) answer.content = { 'text/plain': { schema: { type: 'string' } }, ...content };
}

function statuses(): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const code of Object.keys(errorCatalogue) as (keyof typeof errorCatalogue)[]) {
    const { http } = errorFacts(code);
    found.set(http, [...(found.get(http) ?? []), code]);
  }
  return found;
}

function errorResponses(): Record<string, Json> {
  const schema = { $ref: '#/components/schemas/Error' };
  const one = ([status, codes]: [number, string[]]): [string, Json] => [
    String(status),
    { description: `One of: ${codes.join(', ')}`, content: { 'application/json': { schema } } },
  ];
  return Object.fromEntries([...statuses()].sort(([a], [b]) => a - b).map(one));
}

function errorSchema(): Json {
  return {
    type: 'object',
    required: ['code', 'message', 'retryable'],
    properties: {
      code: { type: 'string', enum: Object.keys(errorCatalogue) },
      message: { type: 'string', description: 'What happened and what to do, for the person who sees it.' },
      retryable: { type: 'boolean', description: 'Whether the same call may succeed later without being changed.' },
      details: { type: 'object', description: 'More about it, by name; for invalid input by field.' },
    },
  };
}

const inPath = (name: string): Json => ({ in: 'path', name, required: true, schema: { type: 'string' } });
const inQuery = (name: string, description: string, required = false): Json => ({
  in: 'query',
  name,
  required,
  description,
  schema: { type: 'string' },
});
const bytes = { type: 'string', format: 'binary' };
const body = (type: string): Json => ({ required: true, content: { [type]: { schema: bytes } } });
const answer = (description: string, type: string, schema: Json): Record<string, Json> => ({
  200: { description, content: { [type]: { schema } } },
});
const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema) as Json;
  return json;
};

function uploadStreams(): Record<string, Record<string, Operation>> {
  return {
    '/uploads/{uploadId}/parts': {
      put: {
        tags: ['uploads'],
        security: signedIn,
        operationId: 'uploads-addPart',
        summary: 'A part of a file: at most 8 MiB, in any order; the same part again changes nothing',
        parameters: [inPath('uploadId'), inQuery('offset', 'Of its first byte in the file', true)],
        requestBody: body('application/octet-stream'),
        responses: answer('The upload as it is now', 'application/json', schemaOf(uploadSchema)),
      },
    },
    '/uploads/{uploadId}/content': {
      get: {
        tags: ['uploads'],
        security: signedIn,
        operationId: 'uploads-content',
        summary: 'What an upload of mine became: its bytes, or those of one of its files',
        parameters: [
          inPath('uploadId'),
          inQuery('path', 'A file of a zip'),
          inQuery('width', 'Of a picture: the size of about this width'),
        ],
        responses: answer('The bytes', 'application/octet-stream', bytes),
      },
    },
  };
}

/** Routes of the modules that are no procedures. */
function streams(): Record<string, Record<string, Operation>> {
  const documents = { tags: ['documents'], security: signedIn };
  const replace = inQuery('replace', '1: what stands in the place is changed to what comes');
  return {
    '/account/exports/{exportId}': {
      get: {
        tags: ['auth'],
        security: signedIn,
        operationId: 'accounts-downloadExport',
        summary: 'Everything that is yours, as a zip that was asked for before',
        parameters: [inPath('exportId')],
        responses: answer('The zip', 'application/zip', bytes),
      },
    },
    ...uploadStreams(),
    '/documents/{documentId}/updates': {
      post: {
        ...documents,
        operationId: 'documents-postUpdate',
        summary: 'A large Yjs update (format V1), with the same checks as on a socket; durable when it is answered',
        parameters: [inPath('documentId')],
        requestBody: body('application/octet-stream'),
        responses: answer('Where it stands in the log', 'application/json', {
          type: 'object',
          required: ['seq'],
          properties: { seq: { type: 'integer' } },
        }),
      },
    },
    '/rooms/{roomId}/import': {
      post: {
        ...documents,
        operationId: 'documents-import',
        summary: 'Import a zip; the answer is progress, one JSON object a line, and ends with a result or an error',
        parameters: [inPath('roomId'), inQuery('path', 'The folder to import into'), replace],
        requestBody: body('application/zip'),
        responses: answer('Lines of progress', 'application/jsonl', schemaOf(importLineSchema)),
      },
    },
    '/rooms/{roomId}/files': {
      post: {
        ...documents,
        operationId: 'documents-importFile',
        summary: 'Import one file; a text becomes a document',
        parameters: [inPath('roomId'), inQuery('path', 'Where it goes', true), replace],
        requestBody: body('application/octet-stream'),
        responses: answer('What was imported', 'application/json', schemaOf(importResultSchema)),
      },
    },
    '/rooms/{roomId}/files/{fileId}': {
      get: {
        ...documents,
        operationId: 'documents-file',
        summary: 'The bytes of a file in the tree',
        parameters: [inPath('roomId'), inPath('fileId')],
        responses: answer('The bytes', 'application/octet-stream', bytes),
      },
    },
    '/rooms/{roomId}/export': {
      get: {
        ...documents,
        operationId: 'documents-export',
        summary: 'Everything in the room as a zip',
        parameters: [inPath('roomId')],
        responses: answer('A zip', 'application/zip', bytes),
      },
    },
    '/assets/{assetId}': {
      get: {
        ...documents,
        operationId: 'documents-asset',
        summary: 'The bytes of an asset that I may see',
        parameters: [inPath('assetId')],
        responses: answer('The bytes', 'application/octet-stream', bytes),
      },
    },
    '/account/avatar': {
      post: {
        tags: ['auth'],
        security: signedIn,
        operationId: 'accounts-setAvatar',
        summary: 'Set my profile picture; the bytes decide what it is',
        parameters: [],
        requestBody: body('application/octet-stream'),
        responses: answer('Its id', 'application/json', schemaOf(avatarSchema)),
      },
    },
    '/avatars/{avatarId}': {
      get: {
        tags: ['auth'],
        operationId: 'accounts-avatar',
        summary: 'A profile picture',
        parameters: [inPath('avatarId')],
        responses: answer('The picture', 'image/webp', bytes),
      },
    },
  };
}
