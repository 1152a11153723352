/**
 * Frame types of `/sync`. 0–3 are y-protocols' own, the rest are Draftroom's; `core/PROTOCOL.md` says what each carries.
 */
export const frameType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  ack: 100,
  refused: 101,
  /** Room socket, channel 0, client → hub: varUint channel, varString document id. */
  open: 110,
  /** Room socket, channel 0, client → hub: varUint channel. */
  close: 111,
  /** Room socket, channel 0, hub → client: varUint channel, varUint close code, varString error code. */
  closed: 112,
  /** Room socket, channel 0, hub → client: varString JSON of `PeopleMessage`. */
  people: 113,
} as const;

export const syncStep = { step1: 0, step2: 1, update: 2 } as const;

/** The channel of a room socket that carries control frames and the room's presence. */
export const roomChannel = 0;

/** An awareness frame without entries: what keeps a lone stock client connected. */
export const emptyAwarenessFrame = Uint8Array.of(1, 1, 0);

export const keepAliveInterval = 15_000;
export const pingInterval = 5_000;
export const presenceGrace = 3_000;
