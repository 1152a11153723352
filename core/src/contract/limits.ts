/** Every limit of the hub by name. `DRAFTROOM_LIMITS` (JSON) overrides single ones. Sizes in bytes, times in milliseconds. */
export const defaultLimits = {
  inboundFrame: 2 * 1024 * 1024,
  awarenessState: 4 * 1024,
  awarenessPerSecond: 20,
  documentsPerConnection: 64,
  connectionsPerUser: 64,
  connectionsPerAddress: 256,
  upgradesPerMinute: 600,
  documentSize: 64 * 1024 * 1024,
  documentsPerRoom: 5_000,
  documentsPerUser: 20_000,
  roomsPerUser: 500,
  unauthenticatedBytes: 64 * 1024,
  unauthenticatedTime: 5_000,
  heldFramesBytes: 1024 * 1024,
  heldFrames: 1_000,
  heldFramesTime: 10_000,
  /** Bytes that wait for a failing disk before writes are refused. */
  pendingLogBytes: 64 * 1024 * 1024,
  /** Yjs client ids that one user may bring to documents at once, and how many more a minute: each costs memory. */
  newClientIds: 10_000,
  newClientIdsPerMinute: 1_000,
  bytesPerSecond: 4 * 1024 * 1024,
  bytesBurst: 16 * 1024 * 1024,
  sendBufferPresence: 1024 * 1024,
  sendBufferClose: 8 * 1024 * 1024,
  /** What may wait for all sockets of one user together. */
  sendBufferUser: 16 * 1024 * 1024,
  /** tRPC and REST calls of one user or, signed out, one address. */
  requestsPerMinute: 1_200,
  /** Messages on one socket of calls and subscriptions. */
  callMessagesPerSecond: 100,
  subscriptionsPerConnection: 64,
  /** Imports, exports and large updates of one user (signed out: one address) that are under way at once. */
  transfersPerUser: 4,
  postedBytesPerMinute: 256 * 1024 * 1024,
  signUpsPerHour: 20,
  signInsPerMinute: 30,
  mailsPerHour: 10,
  /** Device codes asked for by one address. */
  deviceStartsPerHour: 60,
  /** User codes of devices looked up or decided by one user. */
  userCodesPerHour: 60,
  /** Wrong or right codes tried by one user or one address; guards the six-character codes. */
  joinAttemptsPerHour: 60,
  /** Chat messages, comments and their edits of one person. */
  messagesPerMinute: 60,
  threadsPerRoom: 10_000,
  threadsPerDesign: 10_000,
  rubricsPerUser: 50,
  commentsPerThread: 1_000,
  importsPerHour: 60,
  /** Previews and analyses of drawings that one user or address asks for while they are not made yet. */
  drawingJobsPerMinute: 120,
  /**
   * Budgets of one person. What somebody does on their first day costs several times as much as later, so that a new
   * account can do a tenth or so of each; see `core/src/modules/moderation/admission.ts`.
   */
  publishesPerDay: 60,
  uploadsPerDay: 2_000,
  commentsPerHour: 120,
  critiquesPerDay: 60,
  reactionsPerDay: 1_000,
  followsPerDay: 400,
  collectsPerDay: 2_000,
  reportsPerDay: 100,
  /** Changes of whom one blocks and mutes. */
  aversionsPerHour: 120,
  importArchive: 64 * 1024 * 1024,
  importTotal: 256 * 1024 * 1024,
  importFiles: 5_000,
  importRatio: 200,
  textFile: 8 * 1024 * 1024,
  asset: 32 * 1024 * 1024,
  avatar: 4 * 1024 * 1024,
  /** One file on its way into a design; the same for what a zip unpacks to. */
  uploadSize: 256 * 1024 * 1024,
  uploadPart: 8 * 1024 * 1024,
  uploadedBytesPerDay: 2 * 1024 * 1024 * 1024,
  /** Uploads of one person that are not published yet. */
  uploadsPerUser: 200,
  /** A picture, an SVG, a text or a drawing among uploads, before anything of it is read. */
  uploadedPicture: 64 * 1024 * 1024,
  designsPerUser: 5_000,
  releasesPerDesign: 500,
  releaseFiles: 1_000,
  /** Of all files of one release. */
  releaseBytes: 1024 * 1024 * 1024,
  collectionsPerUser: 500,
  itemsPerCollection: 1_000,
} as const;

export type LimitName = keyof typeof defaultLimits;
export type Limits = { readonly [Name in LimitName]: number };

/** A limit of size for the person who meets it. */
export function inMegabytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.ceil(bytes / 1024)} KB`;
}

/** Clients split a single insert above this many UTF-16 units into several transactions. */
export const insertSplitLength = 256 * 1024;

/** The quote of an anchor is cut here, in UTF-16 units. */
export const anchorQuoteLength = 500;
