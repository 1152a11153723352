/** The description of REST says what REST does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ErrorCode, errorCatalogue, errorFacts } from '../src/contract/errors.ts';
import { listRestProcedures } from '../src/http/rest.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { routeRows } from './rights/route-rows.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
interface Media {
  readonly schema: Schema;
}
interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, Media>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}
interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let hub: TestHub;
let description: Description;
beforeAll(async () => {
  hub = await createTestHub();
  description = (await hub.as(null).rest('GET', '/api/v1/openapi.json')).body as Description;
});
afterAll(() => hub.close());

const operations = (): [string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe('OpenAPI', () => {
  test('[API-8] is 3.1 and names where the API is', () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    expect(description.info).toMatchObject({ title: 'Draftroom', version: '1' });
    expect(description.servers).toEqual([{ url: `${hub.publicUrl}/api/v1` }]);
  });

  test('[API-8] holds every REST procedure and every route with a stream, and nothing else', () => {
    const procedures = listRestProcedures().map(({ method, url }) => `${method} ${url}`);
    const others = Object.keys(routeRows)
      .filter((route) => route.includes(' /api/v1/') && !route.endsWith('openapi.json'))
      .map((route) => route.replace('/api/v1', '').replace(/ \(.*\)$/, ''));
    const asTemplate = (route: string) => route.replace(/:(\w+)/g, '{$1}');
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...new Set([...procedures, ...others].map(asTemplate))].sort());
  });

  test('[API-8] every operation has an own id, a summary, its path’s parameters and schemas that can be read', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, operation] of operations()) {
      expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\w/)]);
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const named = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect([name, inPath.map((parameter) => parameter.name).sort()]).toEqual([name, named.sort()]);
      expect(inPath.every((parameter) => parameter.required)).toBe(true);
      const medias = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      for (const { schema } of [...medias, ...(operation.parameters ?? [])]) z.fromJSONSchema(schema);
      for (const scheme of (operation.security ?? []).flatMap((entry) => Object.keys(entry))) {
        expect(Object.keys(description.components.securitySchemes ?? {})).toContain(scheme);
      }
    }
  });

  test('[API-8] every reference leads somewhere', () => {
    for (const [, reference] of JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)) {
      const [root, ...path] = reference?.split('/') ?? [];
      let target: unknown = root === '#' ? description : undefined;
      for (const part of path) target = (target as Record<string, unknown> | undefined)?.[part];
      expect([reference, typeof target]).toEqual([reference, 'object']);
    }
  });

  test('[API-8] errors are described as they are: every code under its status', () => {
    const schema = z.fromJSONSchema(description.components.schemas?.Error as Schema);
    for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
      const status = String(errorFacts(code).http);
      const answer = description.components.responses?.[status] as Answer | undefined;
      expect(answer?.description).toMatch(new RegExp(`\\b${code}\\b`));
      expect(schema.safeParse({ code, message: 'm', retryable: true, details: { a: 1 } }).success).toBe(true);
    }
    expect(schema.safeParse({ code: 'NOT_FOUND', message: 'm' }).success).toBe(false);
    for (const [name, { responses }] of operations()) {
      for (const status of ['400', '401', '403', '404', '409', '413', '421', '429', '500', '503']) {
        expect([name, responses[status]]).toEqual([name, { $ref: `#/components/responses/${status}` }]);
      }
    }
  });

  test('[API-4] [API-8] both forms of a content are described', () => {
    const { content } = description.paths['/documents/{documentId}/content']?.get?.responses['200'] ?? {};
    expect(Object.keys(content ?? {}).sort()).toEqual(['application/json', 'text/plain']);
  });

  test('[API-8] answers are of the described shape', async () => {
    const room = await hub.room();
    const owner = hub.as(room.owner);
    const lines = [
      'GET /auth/me',
      'GET /rooms',
      `GET /rooms/${room.id}`,
      `GET /rooms/${room.id}/documents`,
      `GET /documents/${room.documentId}`,
      'POST /rooms {"name":"x"}',
      'POST /collab/sessions {}',
      `POST /rooms/join {"code":"${room.code}"}`,
      `POST /rooms/${room.id}/documents {"path":"b.ts","kind":"text"}`,
      'POST /auth/sign-up {"email":"shape@example.org","name":"Shape","password":"quiet graphite pencil"}',
      'POST /auth/sign-in {"email":"shape@example.org","password":"quiet graphite pencil"}',
    ];
    for (const line of lines) {
      const [method = '', path = '', json] = line.split(/ (?=[/{])/);
      const { status, body } = await owner.rest(
        method,
        `/api/v1${path}`,
        json === undefined ? {} : { json: JSON.parse(json) },
      );
      const template = path.replace(room.id, '{roomId}').replace(room.documentId, '{documentId}');
      const described = description.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
      const schema = described?.content?.['application/json']?.schema;
      expect([line, status, schema !== undefined]).toEqual([line, 200, true]);
      const parsed = z.fromJSONSchema(schema as Schema).safeParse(body);
      expect([line, parsed.error?.issues]).toEqual([line, undefined]);
    }
  });

  test('[API-8] /api/docs shows it', async () => {
    const page = await hub.as(null).rest('GET', '/api/docs/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(page.text).toContain('swagger-ui');
    const scripts = [...page.text.matchAll(/src="([^"]+)"/g)].map((match) => match[1]);
    for (const script of scripts) {
      const answer = await hub.as(null).rest('GET', new URL(script ?? '', `${hub.url}/api/docs/`).pathname);
      expect([script, answer.status]).toEqual([script, 200]);
    }
    const { body } = await hub.as(null).rest('GET', '/api/docs/json');
    expect(body).toMatchObject({ openapi: description.openapi, paths: description.paths });
  });
});
