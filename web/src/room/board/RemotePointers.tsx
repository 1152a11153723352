import type { Peer } from '@draftroom/core/client/presence';
import { IconPencil } from '@tabler/icons-react';
import { label } from '../../kit/messages/language.ts';
import { personStyle } from '../person-variables.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { usePeers } from '../session/use-room-session.ts';
import { useBoard } from './board-context.ts';
import { toWindow } from './board-view.ts';
import styles from './pointers.module.css';
import { toolName } from './tool-names.ts';

/** Others' pointers, with what they hold. Gone when they rest; who is here is in the list of people. */
export function RemotePointers() {
  const { session } = useRoom();
  const { documentId } = useBoard();
  const peers = usePeers(session).filter(({ state, faded }) => state.doc === documentId && !faded);
  return (
    <div className={styles.layer} aria-hidden="true" data-pointers>
      {peers.map((peer) => (
        <RemotePointer key={peer.person.clientId} peer={peer} />
      ))}
    </div>
  );
}

function RemotePointer({ peer }: { peer: Peer }) {
  const { board } = useBoard();
  const { pointer, tool, drawing } = peer.state;
  const scrollX = useStore(board.view, (state) => state.scrollX);
  const scrollY = useStore(board.view, (state) => state.scrollY);
  const zoom = useStore(board.view, (state) => state.zoom);
  if (pointer === undefined || !Number.isFinite(pointer.x) || !Number.isFinite(pointer.y)) return null;
  const { x, y } = toWindow(pointer, { scrollX, scrollY, zoom });
  const name = toolName(tool);
  return (
    <div
      className={styles.pointer}
      style={{ ...personStyle(peer.person.colour), transform: `translate(${x}px, ${y}px)` }}
      data-pointer={peer.person.name}
      data-drawing={drawing === true}
    >
      <svg className={styles.arrow} viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1 1l5.2 13 2-5.4 5.6-1.8z" />
      </svg>
      <span className={styles.name}>
        {drawing === true && <IconPencil size={14} stroke={2} aria-hidden="true" />}
        <bdi>{peer.person.name}</bdi>
        {name !== null && <span className={styles.tool}>{label(name)}</span>}
      </span>
    </div>
  );
}
