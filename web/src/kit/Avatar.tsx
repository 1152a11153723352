import { personColourValue } from '@draftroom/core/contract/person-colours';
import { useState } from 'react';
import styles from './Avatar.module.css';
import { initials } from './initials.ts';

export interface AvatarPerson {
  name: string;
  colour: string;
  avatarId: string | null;
}

interface AvatarProps {
  person: AvatarPerson;
  /** Pixels, a multiple of four. */
  size?: 20 | 24 | 28 | 32 | 40 | 64 | 96;
  /** Leave out where the name stands beside it: then it is decoration. */
  label?: string;
  /** Shown instead of the stored picture, before it is sent. */
  preview?: string;
}

/** A person: their picture, or their initials on their hue. The ring has their hue in both cases. */
export function Avatar({ person, size = 28, label, preview }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const source = preview ?? (person.avatarId === null ? undefined : `/api/v1/avatars/${person.avatarId}`);
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, title: label };
  return (
    <span className={styles.avatar} {...named} style={avatarStyle(person.colour, size)}>
      {source === undefined || source === broken ? (
        <span className={styles.initials} data-initials={initials(person.name)} />
      ) : (
        <img src={source} alt="" width={size} height={size} onError={() => setBroken(source)} />
      )}
    </span>
  );
}

function avatarStyle(colour: string, size: number): React.CSSProperties {
  return { '--person': personColourValue(colour), '--size': `${size}px` } as React.CSSProperties;
}
