import { describe, expect, it } from 'vitest';
import { relayFrame } from './frames.ts';

const channels = Array.from({ length: 300 }, (_, i) => i + 1);

describe('a frame for many sockets', () => {
  it('is built once for all readers that have the same channel number', () => {
    const frame = relayFrame(new Uint8Array(1_000));
    const [plain, first, second] = [undefined, 1, 2].map((channel) => frame.pieces(channel));
    expect([undefined, 1, 2].map((channel) => frame.pieces(channel))).toEqual([plain, first, second]);
    expect(frame.pieces(undefined)).toBe(plain);
    expect(frame.pieces(1)).toBe(first);
    expect(frame.pieces(2)).toBe(second);
  });

  it('keeps the bytes of a few channel numbers and not of all that clients ever chose', () => {
    const frame = relayFrame(new Uint8Array(1_000));
    const made = channels.map((channel) => frame.pieces(channel));
    const kept = channels.toReversed().filter((channel) => frame.pieces(channel) === made[channel - 1]);
    expect(kept).toEqual([300, 299, 298, 297]);
    expect(channels.map((channel) => frame.pieces(channel))).toEqual(made);
  });
});
