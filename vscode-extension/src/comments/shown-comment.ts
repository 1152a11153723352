/** A comment as the editor shows it. It is the same object for as long as it stands: the editor knows comments by that. */
import { mayEdit, mayRemove } from '@draftroom/core/contract/thread-rights';
import type { Comment as ThreadComment } from '@draftroom/core/schema/comments';
import { type Comment, type CommentAuthorInformation, CommentMode, l10n, MarkdownString, Uri } from 'vscode';
import type { OpenRoom } from '../rooms/open-room.ts';
import { toRead } from '../written-mentions.ts';
import { authorPicture } from './author-picture.ts';
import { commentMarkdown } from './comment-text.ts';
import { commenterIn } from './commenting.ts';
import { someoneGone } from './thread-words.ts';

export class ShownComment implements Comment {
  readonly room: OpenRoom;
  readonly threadId: string;
  body: string | MarkdownString = '';
  mode = CommentMode.Preview;
  author: CommentAuthorInformation = { name: '' };
  contextValue = '';
  label = '';
  timestamp = new Date();
  #comment: ThreadComment;

  constructor(room: OpenRoom, comment: ThreadComment) {
    this.room = room;
    this.threadId = comment.threadId;
    this.#comment = comment;
    this.show(comment, false);
  }

  get comment(): ThreadComment {
    return this.#comment;
  }

  /** What the editor is told, to tell it only what changed. */
  get key(): string {
    const body = typeof this.body === 'string' ? this.body : this.body.value;
    return JSON.stringify([body, this.mode, this.author.name, this.contextValue, this.label]);
  }

  /** `unseen`: new for this person. What somebody is about to write instead of it stays. */
  show(comment: ThreadComment, unseen: boolean): void {
    this.#comment = comment;
    const author = comment.author ?? { name: someoneGone(), colour: 'slate', avatarId: null };
    this.author = { name: author.name, iconPath: Uri.parse(authorPicture(author, this.room.client.hub)) };
    this.timestamp = new Date(comment.createdAt);
    const edited = comment.editedAt !== null && !comment.removed;
    this.label = [unseen ? l10n.t('New') : '', edited ? l10n.t('(edited)') : ''].filter(Boolean).join(' ');
    this.contextValue = this.#rights(comment).join(' ');
    if (this.mode === CommentMode.Editing && !comment.removed) return;
    this.mode = CommentMode.Preview;
    const removed = new MarkdownString(`*${l10n.t('This comment was removed.')}*`);
    this.body = comment.removed ? removed : new MarkdownString(commentMarkdown(comment.text));
  }

  /** In an input of its own, with names as people write them. */
  beginEdit(text = toRead(this.#comment.text).text): void {
    this.mode = CommentMode.Editing;
    this.body = text;
  }

  endEdit(): void {
    this.mode = CommentMode.Preview;
    this.show(this.#comment, false);
  }

  #rights({ author, removed }: ThreadComment): string[] {
    const person = commenterIn(this.room);
    if (person === null || removed) return [];
    const writtenBy = author?.userId ?? null;
    return [
      ...(mayEdit(person, writtenBy) ? ['editable'] : []),
      ...(mayRemove(person, writtenBy) ? ['removable'] : []),
    ];
  }
}
