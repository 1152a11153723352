import { HubError } from '../contract/errors.ts';
import type { ContinuityIndex } from './continuity.ts';
import type { LiveDocument } from './live-document.ts';
import type { Merger } from './ports.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** Steps that are no trouble wherever they are taken: some 0.3 s at the worst. */
const freeSteps = 500_000;
/** Places anywhere in a large document that are not worth asking about, for asking costs as much as reading it; … */
const freePlaces = 32;
/** … and steps that always are. */
const mostFreeSteps = 4_000_000;
/** Writing again and again before what one wrote last looks like work, and is none: asked about ever more rarely. */
const mostTrust = 8;
/** Steps that the event loop may take for a document that nobody has tried. */
const freeReading = 4_000_000;
/** CPU milliseconds that a document may cost the event loop when the hub itself reads it. */
const mostCost = 1_000;
/** Deleting cuts structs, which is much quicker than searching a place for one. */
const deletionsPerPlace = 32;
/** Copying so many values of a list takes as long as a step. */
const valuesPerStep = 64;
/** Updates of a client after which a newer mark is set. */
const updatesPerMark = 32;
const mostMarks = 256;

/** What a client's clocks from `from` on came to: how many pieces the document had before. */
interface Mark {
  readonly from: number;
  readonly pieces: number;
}

/** Of one client: its newest update, and where a while and a longer while ago it was. */
interface ClientMarks {
  older: Mark | null;
  newer: Mark;
  newest: Mark;
  updates: number;
}

/** What a user's updates may have come to since they were last weighed. */
interface Debt {
  steps: number;
  /** Sequence number of the document up to which they were weighed. */
  since: number;
  /** How many times the usual limit is free: doubles whenever it turned out to be little work. */
  trust: number;
}

/** What a document is made of, as far as it tells how much work it is. */
export interface WorkFigures {
  readonly pieces: number;
  readonly longestList: number;
  readonly places: number;
}

/** A document and what one user's debt there was when weighing began. */
export interface Weighed {
  readonly userId: string;
  readonly steps: number;
  readonly seq: number;
}

/**
 * How much work updates may be for Yjs, judged from what they are made of. Where an item goes is searched among what
 * was put behind the same origin; between honest ones there is next to nothing, forged ones can make each of n items
 * pass all the others. Whatever may have to be passed came after the origin did, so an item whose origin is young
 * cannot take long. How long the others take is only known by trying: that is done in another thread (`Weigher`).
 */
export class DocumentWork {
  /** Items that Yjs may have of the document. */
  private pieces = 0;
  private longestList = 0;
  /** Places that were searched since the document was last weighed as a whole. */
  private places = 0;
  private tooMuch = false;
  private weighing: Promise<void> | null = null;
  private marks: Map<number, ClientMarks> | null = null;
  /** By user. */
  private debts: Map<string, Debt> | null = null;

  /** `grown`: flat pairs, clients of which the update has new items, and where these begin. */
  add(update: ParsedUpdate, { newDeletions, grown = [] }: { newDeletions: number; grown?: readonly number[] }): void {
    for (let i = 0; i < grown.length; i += 2) this.mark(grown[i] as number, grown[i + 1] as number);
    this.pieces += piecesOf(update, newDeletions);
    this.places += jumpsOf(update) + newDeletions / deletionsPerPlace;
    this.longestList = Math.max(this.longestList, update.longestList);
  }

  get size(): number {
    return this.pieces;
  }

  get figures(): WorkFigures {
    const { pieces, longestList, places } = this;
    return { pieces, longestList, places };
  }

  /** Of a document that was summed up before. */
  take({ pieces, longestList, places }: WorkFigures): void {
    this.pieces = pieces;
    this.longestList = longestList;
    this.places = places;
  }

  /** Whether the update is little work, with what came from this user before; then it is counted. */
  isLittle(update: ParsedUpdate, user: { index: ContinuityIndex; userId: string; seq: number }): boolean {
    const steps = this.stepsOf(update, user.index);
    if (steps === 0) return true;
    const debt = this.debts?.get(user.userId);
    const sum = steps + (debt?.steps ?? 0);
    const free = (debt?.trust ?? 1) * Math.max(freeSteps, freePlaces * this.pieces);
    if (sum > Math.min(mostFreeSteps, free)) return false;
    this.debts ??= new Map();
    if (debt === undefined) this.debts.set(user.userId, { steps: sum, since: user.seq, trust: 1 });
    else debt.steps = sum;
    return true;
  }

  /** Whether what was tried when the document had `size` pieces is still little more work than it was then. */
  isStillTried(update: ParsedUpdate, size: number): boolean {
    return (update.places.length / 3) * (this.pieces - size) <= mostFreeSteps;
  }

  /** Updates of the user after this one were not weighed yet. */
  weighedUpTo(userId: string): number {
    return this.debts?.get(userId)?.since ?? Number.POSITIVE_INFINITY;
  }

  beginWeighing(userId: string, seq: number): Weighed {
    return { userId, seq, steps: this.debts?.get(userId)?.steps ?? 0 };
  }

  /** It was little work. What came since weighing began still counts. */
  forgive({ userId, steps, seq }: Weighed): void {
    const debt = this.debts?.get(userId);
    if (debt === undefined) return;
    debt.since = seq;
    if (debt.steps === Number.POSITIVE_INFINITY) return;
    debt.steps -= steps;
    debt.trust = Math.min(mostTrust, 2 * debt.trust);
  }

  /** It was too much: from here on everything of theirs that may be work is weighed, whatever socket it comes by. */
  distrust({ userId, seq }: Weighed): void {
    this.debts ??= new Map();
    this.debts.set(userId, { steps: Number.POSITIVE_INFINITY, since: seq, trust: 1 });
  }

  /** Resolves when the event loop can make a `Y.Doc` of the document; throws `too_large` when it never should. */
  async check(document: LiveDocument, merger: Merger): Promise<void> {
    while (this.places * this.pieces > freeReading) {
      if (this.tooMuch) throw new HubError('too_large', { limit: 'the work that it takes to read a document' });
      this.weighing ??= this.weigh(document, merger).finally(() => {
        this.weighing = null;
      });
      await this.weighing;
    }
  }

  private async weigh(document: LiveDocument, merger: Merger): Promise<void> {
    const { places } = this;
    const cost = await merger.weigh(document.updates()).then(
      ({ whole }) => whole,
      () => Number.POSITIVE_INFINITY,
    );
    if (cost > mostCost) this.tooMuch = true;
    else this.places -= places;
  }

  private stepsOf(update: ParsedUpdate, index: ContinuityIndex): number {
    const { places, sections } = update;
    const newDeletions = index.newDeletions(update);
    const own = piecesOf(update, newDeletions);
    const all = this.pieces + own;
    const copied = Math.max(this.longestList, update.longestList) / valuesPerStep;
    let steps = (places.length / 3 + 2 * newDeletions) * copied;
    // A single one is what a key makes.
    if (newDeletions > 1) steps += newDeletions * (all / deletionsPerPlace);
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
    if (clock >= marks.newest.from) return this.pieces - marks.newest.pieces;
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
      this.marks.set(client, { older: null, newer: mark, newest: mark, updates: 1 });
      return;
    }
    marks.newest = mark;
    marks.updates += 1;
    if (marks.updates <= updatesPerMark) return;
    marks.older = marks.newer;
    marks.newer = mark;
    marks.updates = 1;
  }
}

/** Items that Yjs may make of an update: each place may cut an item in two, each deletion one at either end. */
function piecesOf({ items, places }: ParsedUpdate, newDeletions: number): number {
  return items + places.length / 3 + 2 * newDeletions;
}

/** Places elsewhere than right behind the client's own last item. */
function jumpsOf({ places }: ParsedUpdate): number {
  let jumps = 0;
  for (let i = 2; i < places.length; i += 3) if (places[i] !== 1) jumps += 1;
  return jumps;
}
