/**
 * Everything that can be asked of a hub × everybody: procedures, other routes and sockets. What has no row fails, and
 * so does a row for what is gone.
 */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restPrefix } from '../src/http/openapi.ts';
import { listRestProcedures } from '../src/http/rest.ts';
import { appRouter } from '../src/router.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller } from '../src/testing/test-people.ts';
import { procedureRows } from './rights/procedure-rows.ts';
import { routeRows, socketRows } from './rights/route-rows.ts';
import { type CallRow, people, type Row } from './rights/rows.ts';
import { type Cast, createCast, createStage, Scene, type Stage } from './rights/scene.ts';

type ProcedureType = 'query' | 'mutation' | 'subscription';

// Nested in its type, but flat when it runs: keys are dotted paths.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: ProcedureType } }>;
const without = (name: string): string => name.replace(/ \(.*\)$/, '');

let hub: TestHub;
let cast: Cast;
beforeAll(async () => {
  hub = await createTestHub({
    // So that a test can come from another machine.
    environment: { TRUST_PROXY: 'loopback', GITHUB_CLIENT_ID: 'client', GITHUB_CLIENT_SECRET: 'secret' },
    limits: { connectionsPerAddress: 100_000, roomsPerUser: 100_000 },
  });
  cast = await createCast(hub);
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

test('[API-1] every procedure has a row', () => {
  const rows = new Set(Object.keys(procedureRows).map(without));
  expect([...rows].sort()).toEqual(Object.keys(procedures).sort());
});

test('[API-1] every other route has a row', () => {
  const rows = new Set(Object.keys(routeRows).map(without));
  const asProcedures = new Set([
    '/trpc/:path',
    ...listRestProcedures().map(({ method, url }) => `${method} ${restPrefix}${url}`),
  ]);
  const others = routesOf(hub.hub.app).filter(
    (route) => !asProcedures.has(route) && !asProcedures.has(route.split(' ')[1] ?? ''),
  );
  expect([...rows].sort()).toEqual(others.sort());
});

/** A caller of the procedure of this name; of a subscription the first event counts. */
function callOf(name: string): CallRow['call'] {
  const { type } = procedures[without(name)]?._def ?? { type: 'query' };
  return async (caller, input) => {
    let target: unknown = caller.trpc;
    for (const part of without(name).split('.')) target = (target as Record<string, unknown>)[part];
    const procedure = target as Record<string, (input: unknown, options?: object) => Promise<unknown>>;
    if (type === 'query') return await procedure.query?.(input);
    if (type === 'mutation') return await procedure.mutate?.(input);
    const subscribe = procedure.subscribe as unknown as (input: unknown, options: object) => { unsubscribe(): void };
    let end = () => {};
    await new Promise<void>((resolve, reject) => {
      end = () => subscription.unsubscribe();
      const subscription = subscribe(input, { onData: () => resolve(), onError: reject });
    }).finally(() => end());
  };
}

const rows: [string, Row, CallRow['call']][] = [
  ...Object.entries(procedureRows).map(([name, row]): [string, Row, CallRow['call']] => [name, row, callOf(name)]),
  ...Object.entries({ ...routeRows, ...socketRows }).map(([name, row]): [string, Row, CallRow['call']] => [
    name,
    row,
    row.call,
  ]),
];

/** Calls as each person; gives back what came out in the row's own notation. */
async function play(row: Row, call: CallRow['call'], stage: () => Promise<Stage>, spoil: () => void): Promise<string> {
  const outcomes: string[] = [];
  for (const name of people) {
    const scene = new Scene(hub, await stage(), { name, other: cast.other });
    const input = await row.input?.(scene);
    const caller: TestCaller = (await row.as?.(scene)) ?? hub.as(scene.person);
    const outcome = await outcomeOf(call(caller, input, scene));
    outcomes.push(outcome === 'ok' ? '✓' : outcome);
    if (outcome === 'ok' && row.spoils === true) spoil();
  }
  return outcomes.join(' ');
}

function runRows(visibility: 'private' | 'unlisted' | 'public', chosen: typeof rows): void {
  let current: Stage | null = null;
  const stage = async () => {
    current ??= await createStage(hub, cast, visibility);
    return current;
  };
  test.each(chosen)('%s', async (_name, row, call) => {
    const expected = typeof row.expected === 'string' ? row.expected : row.expected[visibility];
    expect(named(await play(row, call, stage, () => (current = null)))).toEqual(named(expected));
  });
}

const named = (outcomes: string): string[] => outcomes.split(' ').map((outcome, at) => `${people[at]}: ${outcome}`);

describe('[API-2] whatever the room', () => {
  runRows(
    'private',
    rows.filter(([, row]) => typeof row.expected === 'string'),
  );
});

describe.each(['private', 'unlisted', 'public'] as const)(
  '[API-2] [ROOM-1] [ROOM-2] [ROOM-3] [DOC-5] a %s room',
  (visibility) => {
    runRows(
      visibility,
      rows.filter(([, row]) => typeof row.expected !== 'string'),
    );
  },
);

/** `GET /path` for every route, from the tree that Fastify prints; the answers to HEAD are those to GET. */
function routesOf(app: FastifyInstance): string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods] = /^([│\s]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
    if (part === '') continue;
    const depth = indent.length / 4;
    above.splice(depth, above.length, part);
    const path = above.join('').replace(/\/{2,}/g, '/');
    if (path.startsWith('/trpc/')) continue;
    for (const method of methods?.split(', ') ?? []) if (method !== 'HEAD') found.push(`${method} ${path}`);
  }
  return found;
}
