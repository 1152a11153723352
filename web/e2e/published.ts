/** Designs to look at, published through the hub's API. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { capture } from './capture.ts';
import { call, type HubProcess, procedure, type TestPerson } from './harness.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Sends files and waits until the hub has looked at them. */
export async function upload(hub: HubProcess, person: TestPerson, files: readonly NamedBytes[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { name, bytes } of files) {
    const { id } = await call<{ id: string }>(hub, 'POST uploads', { name, size: bytes.length }, person.token);
    const response = await fetch(`${hub.url}/api/v1/uploads/${id}/parts?offset=0`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/octet-stream' },
      body: Uint8Array.from(bytes),
    });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    ids.push(id);
  }
  for (const id of ids) await untilReady(hub, id, person);
  return ids;
}

async function untilReady(hub: HubProcess, id: string, person: TestPerson): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await call<{ state: string; problem: unknown }>(hub, `GET uploads/${id}`, undefined, person.token);
    if (found.state === 'ready') return;
    if (found.state === 'refused') throw new Error(`the upload was refused: ${JSON.stringify(found.problem)}`);
    await sleep(100);
  }
  throw new Error('the upload was not looked at in time');
}

interface ToPublish {
  readonly title: string;
  readonly visibility?: 'public' | 'unlisted' | 'private';
  readonly description?: string;
  readonly licence?: string;
  readonly files: readonly NamedBytes[];
  readonly preview?: Uint8Array;
}

export async function publish(hub: HubProcess, person: TestPerson, design: ToPublish): Promise<string> {
  const uploadIds = await upload(hub, person, design.files);
  const [previewUploadId] =
    design.preview === undefined ? [] : await upload(hub, person, [{ name: 'preview.png', bytes: design.preview }]);
  const { id } = await procedure<{ id: string }>(
    hub,
    'designs.publish',
    {
      title: design.title,
      description: design.description ?? '',
      tags: ['low-poly', 'city'],
      licence: design.licence ?? 'CC-BY-4.0',
      visibility: design.visibility ?? 'public',
      uploadIds,
      ...(previewUploadId === undefined ? {} : { previewUploadId }),
    },
    person.token,
  );
  return id;
}

/** A picture of its own for each pair of colours. */
export async function picture(browser: Browser, [from, to]: readonly [string, string]): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 960, height: 640 } });
  await page.setContent(`<body style="margin:0;block-size:100vh;background:linear-gradient(135deg,${from},${to})">`);
  const bytes = await capture(page);
  await page.close();
  return bytes;
}

/** A cube of 12 triangles, as a `.gltf` with its buffer in it. */
export function cubeModel(): Uint8Array {
  const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z])));
  const sides = [
    [0, 1, 3, 2],
    [4, 6, 7, 5],
    [0, 4, 5, 1],
    [2, 3, 7, 6],
    [0, 2, 6, 4],
    [1, 5, 7, 3],
  ];
  const indices = sides.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d]);
  const buffer = Buffer.alloc(corners.length * 12 + indices.length * 2);
  for (const [at, value] of corners.flat().entries()) buffer.writeFloatLE(value, at * 4);
  for (const [at, value] of indices.entries()) buffer.writeUInt16LE(value, corners.length * 12 + at * 2);
  const model = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'Crate', mesh: 0 }],
    meshes: [{ name: 'Box', primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [0.8, 0.3, 0.2, 1], metallicFactor: 0 } }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 8, type: 'VEC3', min: [-1, -1, -1], max: [1, 1, 1] },
      { bufferView: 1, componentType: 5123, count: 36, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 96, target: 34962 },
      { buffer: 0, byteOffset: 96, byteLength: 72, target: 34963 },
    ],
    buffers: [{ byteLength: buffer.length, uri: `data:application/octet-stream;base64,${buffer.toString('base64')}` }],
  };
  return Buffer.from(JSON.stringify(model));
}
