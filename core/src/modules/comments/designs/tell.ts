/** Whom a comment on a design is told to, once it is there for everybody. */
import { plainMessage } from '../../../contract/mentions.ts';
import type { Notice, Notices, ToldPerson } from '../../../platform/community-ports.ts';
import type { CommentRecord } from '../repo.ts';
import type { DesignWork } from './deps.ts';

const excerptLength = 140;

export function threadPath(designId: string, threadId: string): string {
  return `/designs/${designId}?thread=${threadId}`;
}

/** Each person hears of it once: named, answered, or as the author of the design. */
export async function tellOfComment(
  notices: Notices,
  held: DesignWork,
  said: { comment: CommentRecord; from: ToldPerson; mentions: readonly string[]; onlyNamed?: true },
): Promise<void> {
  const { design } = held;
  const { comment, from, mentions, onlyNamed = false } = said;
  const about = {
    title: design.title,
    excerpt: plainMessage(comment.text, excerptLength),
    source: `comment:${comment.id}`,
    path: threadPath(design.id, comment.threadId),
  };
  const told = new Set([from.userId]);
  const due: Notice[] = [];
  const add = (userIds: readonly (string | null)[], notice: Pick<Notice, 'kind' | 'subject'>) => {
    for (const userId of userIds) {
      if (userId === null || told.has(userId)) continue;
      told.add(userId);
      due.push({ userId, ...notice, actor: from, about });
    }
  };
  add(mentions, { kind: 'mention', subject: `thread:${comment.threadId}` });
  if (!onlyNamed) {
    add(await held.repo.writersOf(comment.threadId), { kind: 'reply', subject: `thread:${comment.threadId}` });
    add([design.authorId], { kind: 'comment', subject: `design:${design.id}` });
  }
  if (due.length > 0) await notices.tell(held, due);
}
