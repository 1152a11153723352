/**
 * What the hub itself says in notifications. It goes out as a code, for which every reader's language has words; the
 * English ones are for mails and for whoever does not know the code.
 */
export const hubSayings = {
  report_taken: 'Thank you. A moderator will look at it, and you will hear what was decided.',
  report_acted: 'A moderator looked at it and acted on it.',
  report_kept: 'A moderator looked at it and found it to be within the rules.',
  held: 'No person did this. Until a moderator has looked at it only you see it, and nothing was deleted. If it is a mistake, say so in an appeal.',
  released: 'A moderator looked at what a check had held back. It is held no more.',
  appeal_released: 'A moderator looked at it and took back what the check had done. It is held no more.',
  appeal_overtaken:
    'A moderator has decided about it since: what the check did is over, and the new statement has the reasons.',
} as const;
export type HubSaying = keyof typeof hubSayings;
