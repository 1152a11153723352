import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenRoom } from '../rooms/open-room.ts';
import { dateLag, RoomChanges } from './room-changes.ts';
import type { ShareRecord } from './share-record.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const made = '2026-01-01T10:00:00.000Z';
const changed = '2026-01-01T10:00:05.000Z';

/** A hub that dates changes when it is told to, which a real one does in its own time. */
function listening() {
  const dates = new Map([
    ['a', made],
    ['b', made],
  ]);
  let ready = (): void => undefined;
  const trpc = {
    documents: {
      changes: {
        subscribe: (_input: unknown, { onData }: { onData(change: { type: 'ready' }): void }) => {
          ready = () => onData({ type: 'ready' });
          return { unsubscribe: () => undefined };
        },
      },
      list: {
        query: async () => ({ documents: [...dates].map(([id, changedAt]) => ({ id, changedAt, createdAt: made })) }),
      },
    },
  };
  const room = { roomId: 'r', client: { trpc }, facts: { events: { listen: () => () => undefined } } };
  const told: string[] = [];
  const changes = new RoomChanges({
    room: room as unknown as OpenRoom,
    record: { newestSeen: '' } as ShareRecord,
    lookAgain: dateLag,
    onChanged: (id) => void told.push(id),
  });
  return { dates, told, changes, ready: () => ready() };
}

describe('[SHARE-1] what changed before the hub was listened to', () => {
  it('is looked at when the hub has a date for it, and once more when it got one late', async () => {
    const { dates, told, ready, changes } = listening();
    dates.set('a', changed);
    ready();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['a']);
    dates.set('b', changed);
    await vi.advanceTimersByTimeAsync(dateLag - 1);
    expect(told).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(['a', 'b']);
    changes.dispose();
  });

  it('is looked at no more when sharing has ended', async () => {
    const { dates, told, ready, changes } = listening();
    ready();
    await vi.advanceTimersByTimeAsync(0);
    changes.dispose();
    dates.set('b', changed);
    await vi.advanceTimersByTimeAsync(2 * dateLag);
    expect(told).toEqual([]);
  });
});
