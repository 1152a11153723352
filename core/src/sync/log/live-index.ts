import type { LogEntry, Place } from './batch-codec.ts';
import { SegmentIndex } from './segment-index.ts';
import type { SnapshotHead } from './snapshot-store.ts';

/** Numbers of one record in `DocumentState.places`. */
export const placeFields = 4;

export interface DocumentState {
  snapshotSeq: number;
  droppedTo: number;
  lastSeq: number;
  /** Live records: sequence number, segment, offset, length, … */
  places: number[];
  /** The last record that is known to be unreadable, and where it was. */
  damage: { readonly seq: number; readonly where: string } | null;
}

export interface SegmentState {
  readonly number: number;
  /** Live records and destructions that are not carried out yet; a sealed segment without any leaves. */
  live: number;
  /** Holds records that are history now. */
  keepsHistory: boolean;
  sealed: boolean;
  /** Until the index file is written; then the file is read when it is needed. */
  index: SegmentIndex | null;
}

/** What of the log is live: everything that is newer than the snapshot of its document. */
export class LiveIndex {
  readonly documents = new Map<string, DocumentState>();
  readonly segments = new Map<number, SegmentState>();
  readonly archived = new Set<number>();

  segment(number: number): SegmentState {
    let segment = this.segments.get(number);
    if (segment === undefined) {
      segment = { number, live: 0, keepsHistory: false, sealed: false, index: new SegmentIndex() };
      this.segments.set(number, segment);
    }
    return segment;
  }

  addDocument(documentId: string, head: SnapshotHead | null): DocumentState {
    const seq = head?.seq ?? 0;
    const state = { snapshotSeq: seq, droppedTo: head?.droppedTo ?? 0, lastSeq: seq, places: [], damage: null };
    this.documents.set(documentId, state);
    return state;
  }

  /** A durable entry. The state of its document is known already. */
  place(number: number, entry: LogEntry, place: Place): void {
    const segment = this.segment(number);
    segment.live += 1;
    segment.index?.add(entry, place);
    if (entry.kind === 'destroyed') {
      this.forget(entry.documentId);
      this.addDocument(entry.documentId, null);
      return;
    }
    const { documentId, seq } = entry.record;
    const state = this.documents.get(documentId);
    state?.places.push(seq, number, place.offset, place.length);
    if (state !== undefined) state.lastSeq = seq;
  }

  /** Records up to the snapshot are live no more. */
  prune(state: DocumentState, { seq, droppedTo }: SnapshotHead): void {
    state.snapshotSeq = seq;
    state.droppedTo = droppedTo;
    state.lastSeq = Math.max(state.lastSeq, seq);
    const kept: number[] = [];
    for (let i = 0; i < state.places.length; i += placeFields) {
      const recordSeq = state.places[i] as number;
      if (recordSeq > seq) {
        for (let j = 0; j < placeFields; j++) kept.push(state.places[i + j] as number);
        continue;
      }
      const segment = this.segment(state.places[i + 1] as number);
      segment.live -= 1;
      if (recordSeq > droppedTo) segment.keepsHistory = true;
    }
    state.places = kept;
  }

  private forget(documentId: string): void {
    const { places } = this.documents.get(documentId) ?? { places: [] };
    for (let i = 0; i < places.length; i += placeFields) this.segment(places[i + 1] as number).live -= 1;
    this.documents.delete(documentId);
  }
}
