/** glTF 2.0, as GLB or JSON: what it holds, what it misses, and what the reference validator says. Never fetches. */
import { HubError } from '@draftroom/core/contract/errors';
import type { FoundFacts, FoundFile } from '@draftroom/core/contract/file-work';
import { because, type ReasonCode } from '@draftroom/core/contract/reasons';
import { validateBytes } from 'gltf-validator';
import type { Beside } from '../../jobs/serve-tasks.ts';
import { externalFiles, modelCounts } from './model-counts.ts';

const mostIssues = 100;
/** Shown to the author; of each severity. */
const mostMessages = 10;
const longestMessage = 300;

export async function checkModel(bytes: Uint8Array, beside: Beside): Promise<FoundFile> {
  const isBinary = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'glTF';
  const model = isBinary ? wholeGlb(bytes) : bytes;
  const json = parse(isBinary ? jsonChunk(model) : model);
  const files = new Map<string, Uint8Array>();
  const missing: string[] = [];
  for (const name of externalFiles(json)) {
    const found = await beside(name);
    if (found === null) missing.push(name.toWellFormed().slice(0, longestMessage));
    else files.set(name, found);
  }
  return {
    kind: 'model',
    mediaType: isBinary ? 'model/gltf-binary' : 'model/gltf+json',
    bytes: model,
    facts: { ...modelCounts(json), missing, validation: await validate(model, isBinary, files) },
    sizes: [],
    references: [...files.keys()],
  };
}

async function validate(
  model: Uint8Array,
  isBinary: boolean,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<FoundFacts['validation']> {
  const report = await validateBytes(model, {
    format: isBinary ? 'glb' : 'gltf',
    maxIssues: mostIssues,
    writeTimestamp: false,
    // Files that are not there are named by themselves.
    ignoredIssues: ['IO_ERROR'],
    externalResourceFunction: async (uri) => {
      const file = files.get(uri);
      if (file === undefined) throw new Error('it is not there');
      return file;
    },
  }).catch(() => {
    throw refuse('modelDamaged');
  });
  const { numErrors, numWarnings, messages } = report.issues;
  const first = (severity: 'error' | 'warning') =>
    messages
      .filter((message) => message.severity === (severity === 'error' ? 0 : 1))
      .slice(0, mostMessages)
      .map(({ code, message }) => ({ severity, code, message: message.toWellFormed().slice(0, longestMessage) }));
  return { errors: numErrors, warnings: numWarnings, messages: [...first('error'), ...first('warning')] };
}

/** What follows the end that a GLB states is nothing of the model. */
function wholeGlb(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) throw refuse('modelDamaged');
  if (view.getUint32(4, true) !== 2) throw refuse('modelVersion');
  const length = view.getUint32(8, true);
  if (length > bytes.length || length < 20) throw refuse('modelDamaged');
  return bytes.subarray(0, length);
}

function jsonChunk(glb: Uint8Array): Uint8Array {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  const isJson = view.getUint32(16, true) === 0x4e4f534a;
  if (!isJson || 20 + length > glb.length) throw refuse('modelDamaged');
  return glb.subarray(20, 20 + length);
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse('modelDamaged');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw refuse('modelDamaged');
  const { asset } = json as { asset?: { version?: unknown } };
  if (typeof asset?.version !== 'string' || !asset.version.startsWith('2.')) throw refuse('modelVersion');
  return json as Readonly<Record<string, unknown>>;
}

function refuse(reason: ReasonCode): HubError {
  return new HubError('bad_model', { reason: because(reason) });
}
