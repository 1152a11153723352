/** Closed lists that tables, inputs and documents share. No dependencies: everything may import this. */

export const siteRoles = ['member', 'mentor', 'moderator', 'admin'] as const;
export type SiteRole = (typeof siteRoles)[number];

/** From most to least rights. */
export const roomRoles = ['owner', 'editor', 'commenter', 'viewer'] as const;
export type RoomRole = (typeof roomRoles)[number];

export const roomVisibilities = ['public', 'unlisted', 'private'] as const;
export type RoomVisibility = (typeof roomVisibilities)[number];

export const documentKinds = ['text', 'scene', 'graph', 'drawing'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Why an update came to be; kept with every record of the update log. */
export const updateOrigins = ['typing', 'import', 'restore', 'assist', 'system'] as const;
export type UpdateOrigin = (typeof updateOrigins)[number];

export const joinRequestStates = ['open', 'approved', 'declined', 'withdrawn'] as const;
export type JoinRequestState = (typeof joinRequestStates)[number];

export const versionKinds = ['automatic', 'named', 'before_restore'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** What a thread of comments can point into; a picture is the background of a drawing. */
export const anchorSurfaces = ['text', 'drawing', 'graph', 'scene', 'picture'] as const;
export type AnchorSurface = (typeof anchorSurfaces)[number];

/**
 * How well an anchor still fits: what it points at is as it was; it changed; it is gone and its words were found
 * close by; nothing is left of it.
 */
export const anchorStates = ['attached', 'moved', 'fallback', 'orphaned'] as const;
export type AnchorState = (typeof anchorStates)[number];

export const sessionClients = ['web', 'vscode', 'browser', 'api'] as const;
export type SessionClient = (typeof sessionClients)[number];

export const oauthProviders = ['github', 'google'] as const;
export type OauthProvider = (typeof oauthProviders)[number];

/** Hues of people: distinct from each other, readable on both themes, never a status colour. */
export const personColours = [
  'cobalt',
  'violet',
  'magenta',
  'rose',
  'rust',
  'ochre',
  'olive',
  'fern',
  'teal',
  'cyan',
  'slate',
  'plum',
] as const;
export type PersonColour = (typeof personColours)[number];

/** Who finds a design: everybody; whoever has its address; its author alone. */
export const designVisibilities = ['public', 'unlisted', 'private'] as const;
export type DesignVisibility = (typeof designVisibilities)[number];

/**
 * Where something that people published stands: seen by all whom its visibility lets; waiting for a moderator before
 * others see it; taken out of sight by a moderator's action. Its author sees it, and why, in all three.
 */
export const contentStandings = ['visible', 'held', 'hidden'] as const;
export type ContentStanding = (typeof contentStandings)[number];

/** What a file of a release is, as far as people look at it differently. */
export const releaseFileKinds = ['drawing', 'scene', 'graph', 'code', 'image', 'model', 'archive', 'other'] as const;
export type ReleaseFileKind = (typeof releaseFileKinds)[number];

export const reactionKinds = ['like', 'save'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

export const uploadStates = ['open', 'checking', 'ready', 'refused'] as const;
export type UploadState = (typeof uploadStates)[number];

/** What a notification is about; people choose for each kind how they hear of it. */
export const notificationKinds = [
  'mention',
  'comment',
  'reply',
  'critique',
  'resolved',
  'release',
  'remix',
  'like',
  'follow',
  'helpful',
  'moderation',
  'appeal',
  'report',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What can be reported and acted on. */
export const reportTargets = ['design', 'comment', 'critique', 'user', 'collection', 'message'] as const;
export type ReportTarget = (typeof reportTargets)[number];

export const reportReasons = ['spam', 'abuse', 'sexual', 'violence', 'licence', 'privacy', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];

/**
 * `limit` makes a person's new things wait for review; `none` closes reports without consequence; `hold` is done by
 * checks alone, until a moderator decides.
 */
export const moderationActionKinds = ['none', 'warn', 'hold', 'hide', 'remove', 'limit', 'suspend'] as const;
export type ModerationActionKind = (typeof moderationActionKinds)[number];

export const appealStates = ['open', 'upheld', 'reversed'] as const;
export type AppealState = (typeof appealStates)[number];

/** What a person's account leaves behind: nothing of theirs; or their designs and words under nobody's name. */
export const deletionModes = ['wipe', 'anonymise'] as const;
export type DeletionMode = (typeof deletionModes)[number];

export const exportStates = ['waiting', 'running', 'ready', 'failed'] as const;
export type ExportState = (typeof exportStates)[number];

export const digestCadences = ['never', 'daily', 'weekly'] as const;
export type DigestCadence = (typeof digestCadences)[number];
