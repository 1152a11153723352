import { HubError } from '../contract/errors.ts';
import type { ContinuityIndex } from './continuity.ts';
import type { LiveDocument } from './live-document.ts';
import type { Merger } from './ports.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** Steps that are no trouble wherever they are taken: some 0.3 s at the worst. */
const freeSteps = 500_000;
/** Places anywhere in a large document that are not worth asking about; asking costs as much as reading it. */
const freePlaces = 32;
/** CPU milliseconds that a document may cost the event loop when the hub itself reads it. */
const mostCost = 1_000;
/** Deleting cuts structs, which is much quicker than searching a place for one. */
const deletionsPerPlace = 32;
/** Updates of a client after which a newer mark is set. */
const updatesPerMark = 32;
const mostMarks = 256;

/** What a client's clocks from `from` on came to: how many pieces the document had before. */
interface Mark {
  readonly from: number;
  readonly pieces: number;
}

interface ClientMarks {
  older: Mark | null;
  newer: Mark;
  updates: number;
}

/**
 * How much work updates may be for Yjs, judged from what they are made of. Where an item goes is searched among what
 * was put behind the same origin; between honest ones there is next to nothing, forged ones can make each of n items
 * pass all the others. Whatever may have to be passed came after the origin did, so an item whose origin is young
 * cannot take long. How long the others take is only known by trying: that is done in another thread (`Weigher`).
 */
export class DocumentWork {
  /** Items that Yjs may have of the document, at the most. */
  private pieces = 0;
  /** Places that were searched since the document was last weighed as a whole. */
  private places = 0;
  private tooMuch = false;
  private weighing: Promise<void> | null = null;
  private marks: Map<number, ClientMarks> | null = null;
  /** By user: steps at the worst since their updates were last weighed, and up to which sequence number that was. */
  private debts: Map<string, { steps: number; since: number }> | null = null;

  /** `grown`: flat pairs, clients of which the update has new structs, and where these begin. */
  add(update: ParsedUpdate, grown: readonly number[] = []): void {
    for (let i = 0; i < grown.length; i += 2) this.mark(grown[i] as number, grown[i + 1] as number);
    this.pieces += piecesOf(update);
    this.places += update.places.length / 3 + update.deletions.length / 3 / deletionsPerPlace;
  }

  /** Whether the update is little work for sure, with what came from this user before; then it is counted. */
  isLittle(update: ParsedUpdate, user: { index: ContinuityIndex; userId: string; seq: number }): boolean {
    const { places, deletions } = update;
    if (places.length === 0 && deletions.length <= 3) return true;
    const steps = this.stepsOf(update, user.index);
    const debt = this.debts?.get(user.userId);
    const sum = steps + (debt?.steps ?? 0);
    if (sum > Math.max(freeSteps, freePlaces * this.pieces)) return false;
    this.debts ??= new Map();
    if (debt === undefined) this.debts.set(user.userId, { steps: sum, since: user.seq });
    else debt.steps = sum;
    return true;
  }

  /** Updates of the user after this one were not weighed yet. */
  weighedUpTo(userId: string): number {
    return this.debts?.get(userId)?.since ?? Number.POSITIVE_INFINITY;
  }

  /** What came from the user up to now was found to be little work. */
  forgive(userId: string, seq: number): void {
    const debt = this.debts?.get(userId);
    if (debt?.steps === Number.POSITIVE_INFINITY) debt.since = seq;
    else this.debts?.delete(userId);
  }

  /** It was too much: from here on everything of theirs that may be work is weighed, whatever socket it comes by. */
  distrust(userId: string, seq: number): void {
    this.debts ??= new Map();
    this.debts.set(userId, { steps: Number.POSITIVE_INFINITY, since: seq });
  }

  /** Resolves when the event loop can make a `Y.Doc` of the document; throws `too_large` when it never should. */
  async check(document: LiveDocument, merger: Merger): Promise<void> {
    while (this.places * this.pieces > freeSteps) {
      if (this.tooMuch) throw new HubError('too_large', { limit: 'the work that it takes to read a document' });
      this.weighing ??= this.weigh(document, merger).finally(() => {
        this.weighing = null;
      });
      await this.weighing;
    }
  }

  private async weigh(document: LiveDocument, merger: Merger): Promise<void> {
    const { places } = this;
    const cost = await merger.weigh(document.updates()).catch(() => Number.POSITIVE_INFINITY);
    if (cost > mostCost) this.tooMuch = true;
    else this.places -= places;
  }

  private stepsOf(update: ParsedUpdate, index: ContinuityIndex): number {
    const { places, deletions, sections } = update;
    const own = piecesOf(update);
    const all = this.pieces + own;
    let steps = (deletions.length / 3 / deletionsPerPlace) * all;
    for (let i = 0; i < places.length; i += 3) {
      const client = places[i] as number;
      const clock = places[i + 1] as number;
      const distance = places[i + 2] as number;
      if (client === -1) steps += all;
      else if (clock < index.clock(client)) steps += own + this.piecesSince(client, clock);
      else steps += sections.length === 1 && distance > 0 ? Math.min(own, 2 * distance) : own;
    }
    return steps;
  }

  /** Pieces that came after this clock of the client did, at the most. */
  private piecesSince(client: number, clock: number): number {
    const marks = this.marks?.get(client);
    if (marks === undefined) return this.pieces;
    if (clock >= marks.newer.from) return this.pieces - marks.newer.pieces;
    if (marks.older !== null && clock >= marks.older.from) return this.pieces - marks.older.pieces;
    return this.pieces;
  }

  private mark(client: number, from: number): void {
    this.marks ??= new Map();
    const marks = this.marks.get(client);
    const mark = { from, pieces: this.pieces };
    if (marks === undefined) {
      // The client that came first is most likely the one that left.
      if (this.marks.size >= mostMarks) this.marks.delete(this.marks.keys().next().value as number);
      this.marks.set(client, { older: null, newer: mark, updates: 1 });
    } else if (marks.updates >= updatesPerMark) {
      marks.older = marks.newer;
      marks.newer = mark;
      marks.updates = 1;
    } else {
      marks.updates += 1;
    }
  }
}

/** Items that Yjs may make of an update: each place may cut an item in two, each deletion one at either end. */
function piecesOf({ structs, places, deletions }: ParsedUpdate): number {
  return structs + places.length / 3 + (2 * deletions.length) / 3;
}
