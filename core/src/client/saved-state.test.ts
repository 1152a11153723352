import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveLedger } from './saved-state.ts';

describe('saved', () => {
  it('[CLIENT-1] is not said before the step 2 of this connection is settled', () => {
    const ledger = new SaveLedger(0);
    expect(ledger.saved).toBe(false);
    ledger.opened();
    expect(ledger.saved).toBe(false);
    ledger.sentStep2();
    expect(ledger.saved).toBe(false);
    ledger.acked(1);
    expect(ledger.saved).toBe(true);
  });

  it('[CLIENT-1] waits for every later update, and an ack that names fewer frames changes nothing', () => {
    const ledger = new SaveLedger(0);
    ledger.opened();
    ledger.sentStep2();
    ledger.acked(1);
    ledger.changed();
    expect(ledger.saved).toBe(false);
    ledger.sentUpdate(1);
    ledger.changed();
    ledger.sentUpdate(1);
    ledger.acked(2);
    expect([ledger.saved, ledger.changes]).toEqual([false, 1]);
    ledger.acked(1);
    ledger.acked(3);
    expect([ledger.saved, ledger.changes]).toEqual([true, 0]);
  });

  it('[CLIENT-1] counts from 0 on a new connection, and what was under way is unsent again', () => {
    const ledger = new SaveLedger(0);
    ledger.opened();
    ledger.sentStep2();
    ledger.acked(1);
    ledger.changed();
    ledger.sentUpdate(1);
    ledger.lost();
    expect([ledger.saved, ledger.changes]).toEqual([false, 1]);
    ledger.opened();
    ledger.acked(7);
    expect(ledger.saved).toBe(false);
    ledger.sentStep2();
    expect(ledger.saved).toBe(false);
    ledger.acked(1);
    expect([ledger.saved, ledger.changes]).toEqual([true, 0]);
  });

  it('[CLIENT-1] asks for the newest step 2 when the hub has asked again', () => {
    const ledger = new SaveLedger(0);
    ledger.opened();
    ledger.sentStep2();
    ledger.acked(1);
    ledger.sentStep2();
    expect(ledger.saved).toBe(false);
    ledger.acked(2);
    expect(ledger.saved).toBe(true);
  });

  it('[CLIENT-2] counts changes made before this process', () => {
    const ledger = new SaveLedger(5);
    ledger.changed();
    expect(ledger.changes).toBe(6);
    ledger.opened();
    ledger.sentStep2();
    expect([ledger.changes, ledger.saved]).toEqual([6, false]);
    ledger.acked(1);
    expect([ledger.changes, ledger.saved]).toEqual([0, true]);
  });

  it('[CLIENT-1] is never said while a change is unsettled, whatever happens in whatever order', () => {
    const step = fc.constantFrom('opened', 'lost', 'changed', 'step2', 'update', 'ack', 'ackOne');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ledger = new SaveLedger(0);
        // The model: what the hub has settled, by content.
        let made = 0;
        let sentUpTo = 0;
        let settledUpTo = 0;
        let frames: number[] = [];
        for (const name of steps) {
          if (name === 'opened' && !ledger.open) {
            ledger.opened();
            frames = [];
            sentUpTo = settledUpTo;
          } else if (name === 'lost') {
            ledger.lost();
            frames = [];
            sentUpTo = settledUpTo;
          } else if (name === 'changed') {
            ledger.changed();
            made += 1;
          } else if (name === 'step2' && ledger.open) {
            ledger.sentStep2();
            sentUpTo = made;
            frames.push(made);
          } else if (name === 'update' && ledger.maySend && sentUpTo < made) {
            ledger.sentUpdate(1);
            sentUpTo += 1;
            frames.push(sentUpTo);
          } else if ((name === 'ack' || name === 'ackOne') && frames.length > 0) {
            const count = name === 'ack' ? frames.length : 1;
            ledger.acked(count);
            settledUpTo = Math.max(settledUpTo, frames[count - 1] ?? 0);
          }
          expect(ledger.changes).toBe(made - settledUpTo);
          if (ledger.saved) expect(settledUpTo).toBe(made);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
