/** Typing from recorded traces, made into updates beforehand so that the load costs little while it runs. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

export type TraceName = 'automerge-paper' | 'rustcode' | 'sveltecomponent';

interface Trace {
  readonly startContent: string;
  readonly endContent: string;
  readonly txns: readonly {
    readonly patches: readonly (readonly [position: number, deleted: number, inserted: string])[];
  }[];
}

export function readTrace(name: TraceName): Trace {
  return JSON.parse(gunzipSync(readFileSync(new URL(`./traces/${name}.json.gz`, import.meta.url))).toString('utf8'));
}

export interface Typed {
  readonly clientId: number;
  readonly updates: readonly Uint8Array[];
  readonly presence: readonly Uint8Array[];
}

/** What one person types: the trace from its start, an update per transaction and a cursor after it. */
export function typeTrace(trace: Trace, { clientId, edits }: { clientId: number; edits: number }): Typed {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const text = doc.getText('content');
  const updates: Uint8Array[] = [];
  const presence: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const { patches } of trace.txns) {
    if (updates.length >= edits) break;
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    });
    presence.push(presenceUpdate(clientId, presence.length + 1, patches[0]?.[0] ?? 0));
  }
  return { clientId, updates: updates.slice(0, edits), presence: presence.slice(0, edits) };
}

function presenceUpdate(clientId: number, clock: number, position: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify({ selection: { anchor: position, head: position } }));
  return encoding.toUint8Array(encoder);
}
