/**
 * REST at `/api/v1`, made from the procedures that carry an `openapi` path: the same input schema, the same service,
 * the catalogue's error body. trpc-to-openapi writes the document; its own adapter is not used because it answers
 * errors in another shape and rewrites the shared schemas to coerce.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { z } from 'zod';
import type { RequestContext } from '../context.ts';
import { type ErrorBody, errorFacts, HubError } from '../contract/errors.ts';
import { appRouter } from '../router.ts';
import { createCallerFactory, toErrorBody } from '../trpc.ts';
import { restPrefix } from './openapi.ts';

interface RestProcedure {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Fastify's form: `/rooms/:roomId`. */
  readonly url: string;
  /** How to read the query string's texts; by input key. */
  readonly queryTypes: ReadonlyMap<string, string>;
}

interface ProcedureFacts {
  readonly _def: { readonly meta?: OpenApiMeta; readonly inputs?: readonly unknown[] };
}

export type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>;

export function listRestProcedures(): RestProcedure[] {
  // Nested in its type, but flat when it runs: keys are dotted paths.
  const procedures = appRouter._def.procedures as unknown as Record<string, ProcedureFacts>;
  return Object.entries(procedures).flatMap(([name, procedure]) => {
    const openapi = procedure._def.meta?.openapi;
    if (openapi === undefined) return [];
    return [
      {
        name,
        method: openapi.method,
        url: openapi.path.replace(/\{(\w+)\}/g, ':$1'),
        queryTypes: openapi.method === 'GET' ? readQueryTypes(procedure) : new Map(),
      },
    ];
  });
}

export function registerRest(app: FastifyInstance, createContext: CreateContext): void {
  const createCaller = createCallerFactory(appRouter);
  for (const procedure of listRestProcedures()) {
    app.route({
      method: procedure.method,
      url: `${restPrefix}${procedure.url}`,
      handler: async (request, reply) => {
        const caller = createCaller(await createContext(request, reply));
        const output = await callByName(caller, procedure.name, readInput(procedure, request));
        return typeof output === 'string' ? sendText(request, reply, output) : output;
      },
    });
  }
}

/** An answer that is a text alone goes out bare, for whoever does not ask for JSON. */
function sendText(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  reply.header('vary', 'accept');
  if (!prefersJson(request.headers.accept)) return reply.type('text/plain; charset=utf-8').send(text);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(text));
}

/** Whether JSON is named and comes before plain text, by weight and then by place. */
function prefersJson(accept = ''): boolean {
  const named = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ type, weight }) => weight > 0 && ['application/json', 'text/plain', 'text/*', '*/*'].includes(type))
    .sort((a, b) => b.weight - a.weight);
  return named[0]?.type === 'application/json';
}

/** For Fastify's error handler: what any route throws, as the catalogue's body. */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode;
  const known = toErrorBody(error);
  const body = known.code === 'internal' && status !== undefined && status < 500 ? requestError(status) : known;
  return reply.code(errorFacts(body.code).http).send(body);
}

function requestError(status: number): ErrorBody {
  if (status === 413) return new HubError('too_large', { limit: 'one request' }).toBody();
  return new HubError(status === 404 ? 'not_found' : 'malformed').toBody();
}

async function callByName(caller: unknown, name: string, input: unknown): Promise<unknown> {
  let target = caller;
  for (const segment of name.split('.')) target = (target as Record<string, unknown>)[segment];
  return await (target as (input: unknown) => Promise<unknown>)(input);
}

function readInput(procedure: RestProcedure, request: FastifyRequest): unknown {
  const source = procedure.method === 'GET' ? request.query : (request.body ?? {});
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return source;
  const input: Record<string, unknown> = { ...source };
  for (const [key, type] of procedure.queryTypes) {
    const value = input[key];
    if (typeof value !== 'string') continue;
    if ((type === 'number' || type === 'integer') && value.trim() !== '') input[key] = Number(value);
    if (type === 'boolean' && (value === 'true' || value === 'false')) input[key] = value === 'true';
    if (type === 'array') input[key] = [value];
  }
  return { ...input, ...(request.params as Record<string, string>) };
}

function readQueryTypes(procedure: ProcedureFacts): Map<string, string> {
  const types = new Map<string, string>();
  for (const input of procedure._def.inputs ?? []) {
    if (!(input instanceof z.ZodType)) continue;
    const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
      properties?: Record<string, { type?: string }>;
    };
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (property.type !== undefined) types.set(key, property.type);
    }
  }
  return types;
}
