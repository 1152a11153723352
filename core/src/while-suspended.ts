/**
 * What somebody may still change while a moderator's suspension lasts. The gate in `trpc.ts` refuses every other mutation
 * of theirs, so one that is not named here is refused. Three kinds stand here: what is theirs by right (their account,
 * their data, being heard), what keeps them safe from others, and what nobody but they can see.
 */
export const allowedWhileSuspended: ReadonlySet<string> = new Set([
  // Signing in and out, also on other devices: reading goes on.
  'accounts.signUp',
  'accounts.signIn',
  'accounts.signOut',
  'accounts.syncTicket',
  'accounts.sessions.revoke',
  'accounts.sessions.revokeOthers',
  'accounts.handover.create',
  'accounts.handover.exchange',
  'accounts.device.start',
  'accounts.device.decide',
  'accounts.device.poll',
  // Keeping the account safe.
  'accounts.changePassword',
  'accounts.requestPasswordReset',
  'accounts.resetPassword',
  'accounts.requestEmailVerification',
  'accounts.verifyEmail',
  // Taking one's data along, and going.
  'accounts.export.start',
  'accounts.deletion.request',
  'accounts.deletion.cancel',
  // Being heard by somebody else than who decided.
  'appeals.create',
  // Not having to see somebody, and not being reached by them.
  'blocks.set',
  'mutes.set',
  // Which mails and notices come, and what was read.
  'notifications.choices.set',
  'notifications.digest.set',
  'notifications.markRead',
  'rooms.chat.markRead',
  'comments.threads.markRead',
  'comments.onDesigns.markRead',
  // Private helps for finding things: others neither see nor feel them, and reading is not taken away.
  'feed.dismiss',
  'search.saved.create',
  'search.saved.remove',
  // Stepping back: out of a room, from a wish to come in, from a file that nobody has seen.
  'rooms.leave',
  'rooms.requests.withdraw',
  'uploads.cancel',
  // How members come back to the room that they are in, to read. Whoever is not in it the policy of rooms refuses.
  'rooms.join',
  'rooms.invites.accept',
]);
