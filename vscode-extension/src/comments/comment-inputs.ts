/** What the editor calls the inputs of comments: documents of this scheme, in editors of their own. */
export const commentInputs = { scheme: 'comment' } as const;
