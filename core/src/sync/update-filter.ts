import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { type ParsedUpdate, structsUpTo } from './update-reader.ts';

/**
 * The update without what it says under `clients` beyond `fromClock`: somebody else writes under these ids now.
 * Everything else, the deletions too, keeps its bytes. An update that has nothing of the kind comes back as it is.
 */
export function withoutStructs(
  bytes: Uint8Array,
  parsed: ParsedUpdate,
  clients: ReadonlySet<number>,
  fromClock: (client: number) => number,
): Uint8Array {
  const isCut = parsed.sections.map(({ client, end }) => clients.has(client) && end > fromClock(client));
  if (!isCut.includes(true)) return bytes;
  const kept = encoding.createEncoder();
  let keptSections = 0;
  for (const [i, section] of parsed.sections.entries()) {
    if (!isCut[i]) {
      keptSections += 1;
      encoding.writeUint8Array(kept, bytes.subarray(section.from, section.to));
      continue;
    }
    const prefix = structsUpTo(bytes, section, fromClock(section.client));
    if (prefix.count === 0) continue;
    keptSections += 1;
    encoding.writeVarUint(kept, prefix.count);
    encoding.writeVarUint(kept, section.client);
    encoding.writeVarUint(kept, section.clock);
    encoding.writeUint8Array(kept, bytes.subarray(prefix.from, prefix.to));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, keptSections);
  encoding.writeBinaryEncoder(encoder, kept);
  encoding.writeUint8Array(encoder, bytes.subarray(parsed.deletionsFrom));
  return encoding.toUint8Array(encoder);
}

/**
 * The update without structs that are known already; one that is known in part starts where the document ends, as
 * Yjs itself writes differences. Needed where `ContinuityIndex.overlaps`: rare, so Yjs may rewrite the update.
 */
export function withoutKnown(bytes: Uint8Array, parsed: ParsedUpdate, clock: (client: number) => number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, parsed.sections.length);
  for (const { client } of parsed.sections) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock(client));
  }
  return Y.diffUpdate(bytes, encoding.toUint8Array(encoder));
}
