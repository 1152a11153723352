/** Threads in the editor, in one place to start and to end. */
import { Disposable, comments as editorComments, l10n, languages, type Memento } from 'vscode';
import { registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { commentCommands } from './commands/command-table.ts';
import { CommentActions } from './comment-actions.ts';
import { commentInputs, controllerId } from './comment-inputs.ts';
import { MentionCompletion } from './mention-completion.ts';
import { RoomComments } from './room-comments.ts';
import { SeenMarks } from './seen-marks.ts';
import { WantedThread } from './wanted-thread.ts';

export interface StartCommentsDeps {
  readonly rooms: OpenRooms;
  readonly documents: BoundDocuments;
  /** Shared by all windows. */
  readonly memory: Memento;
  readonly log: DraftroomLog;
}

export interface Comments extends Disposable {
  /** Here if its room is open here, else in the window that opens it next. */
  showThread(roomId: string, threadId: string): Promise<void>;
}

export function startComments({ rooms, documents, memory, log }: StartCommentsDeps): Comments {
  const controller = editorComments.createCommentController(controllerId, 'Draftroom');
  controller.options = { prompt: l10n.t('Reply'), placeHolder: l10n.t('Write a comment, @ names somebody') };
  const comments = new RoomComments({
    controller,
    rooms,
    documents,
    onProblem: (error) => log.error('comments', error),
  });
  const actions = new CommentActions(comments, documents);
  const wanted = new WantedThread(memory, comments);
  const held = Disposable.from(
    comments,
    wanted,
    new SeenMarks(comments),
    languages.registerCompletionItemProvider(commentInputs, new MentionCompletion(controllerId, comments), '@'),
    registerCommands(commentCommands({ comments, documents, actions }), log),
  );
  return { showThread: (roomId, threadId) => wanted.want(roomId, threadId), dispose: () => held.dispose() };
}
