import type { ChatMessage, RoomMember } from '@draftroom/core/schema/rooms';
import { Composer } from '../../kit/compose/Composer.tsx';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { useTypingMark } from './use-typing-mark.ts';

interface MessageComposerProps {
  members: RoomMember[];
  /** Changes this message instead of writing a new one. */
  editing?: ChatMessage;
  onDone?: () => void;
}

export function MessageComposer({ members, editing, onDone }: MessageComposerProps) {
  const { hub, room, me, session } = useRoom();
  const typing = useTypingMark(session.presence);
  const { chat } = hub.trpc.rooms;
  const send = async (text: string): Promise<boolean> => {
    const sent = await act(() =>
      editing === undefined
        ? chat.send.mutate({ roomId: room.id, text })
        : chat.edit.mutate({ messageId: editing.id, text }),
    );
    if (sent) onDone?.();
    return sent;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the cursor left the field
    <div onBlur={() => typing(false)}>
      <Composer
        people={members.filter(({ userId }) => userId !== me?.id)}
        placeholder={t('room.chatPlaceholder')}
        {...(editing === undefined ? {} : { label: t('room.editMessage'), start: editing.text, autoFocus: true })}
        sendLabel={t('room.send')}
        onSend={send}
        {...(editing === undefined ? {} : { onCancel: () => onDone?.() })}
        onWriting={(text) => typing(text.trim() !== '')}
      />
    </div>
  );
}
