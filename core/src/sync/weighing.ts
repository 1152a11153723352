import { HubError } from '../contract/errors.ts';
import type { LiveDocument } from './live-document.ts';
import type { Merger } from './ports.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** Steps that are no trouble wherever they are taken. */
const freeSteps = 4_000_000;
/** CPU milliseconds that a document may cost the event loop when the hub itself reads it. */
const mostCost = 1_000;
/** Deleting cuts structs, which is much quicker than searching a place for one. */
const deletionsPerPlace = 32;

/**
 * How much work a document may be for Yjs, judged from what its updates are made of. Where an item goes is searched
 * between its neighbours; honest ones are next to each other, forged ones can make each of n items pass all the others.
 * Nobody can tell without doing it, so a document that could be too much is first made in another thread.
 */
export class DocumentWork {
  private pieces = 0;
  private places = 0;
  private tooMuch = false;
  private weighing: Promise<void> | null = null;

  add({ structs, places, deletions }: ParsedUpdate): void {
    const ranges = deletions.length / 3;
    this.pieces += structs + places + 2 * ranges;
    this.places += places + ranges / deletionsPerPlace;
  }

  /** Steps at the worst since the last weighing. */
  get steps(): number {
    return this.places * this.pieces;
  }

  /** Resolves when the event loop can make a `Y.Doc` of the document; throws `too_large` when it never should. */
  async check(document: LiveDocument, merger: Merger): Promise<void> {
    while (this.steps > freeSteps) {
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
}
