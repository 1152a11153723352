import { personColourValue } from '@draftroom/core/contract/person-colours';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { BrandMark } from '../../kit/BrandMark.tsx';
import { t } from '../../kit/messages/language.ts';
import { highlight } from './highlight.ts';
import styles from './RoomPicture.module.css';

const ada = { name: 'Ada Lindqvist', colour: 'cobalt', avatarId: null };
const jonas = { name: 'Jonas Okafor', colour: 'rust', avatarId: null };
const mei = { name: 'Mei Tanaka', colour: 'teal', avatarId: null };

const files: readonly [path: string, inside: boolean, colours: readonly string[]][] = [
  ['src', false, []],
  ['face.ts', true, [jonas.colour, mei.colour]],
  ['main.ts', true, []],
  ['tide.ts', true, [ada.colour]],
  ['index.html', false, []],
  ['README.md', false, []],
];

const firstLine = 111;
const code = `  context.translate(size / 2, size / 2);
  context.save();
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
  context.clip();
  context.fillStyle = '#173749';
  context.fillRect(-radius, -radius, radius * 2, radius * 2);
  context.fillStyle = '#2f7f9c';
  context.fillRect(-radius, water, radius * 2, radius * 2);
  context.restore();

  context.strokeStyle = '#e9f1f4';
  context.lineCap = 'round';
  hand(context, hours / 12, radius * 0.55, size * 0.014);
`.split('\n');
const typed = '  hand(context, minutes / 60, radius * 0.85, size * 0.008);';
const chosenLine = 7;

const messages = [
  [jonas, 'I will draw the face, the hand goes round in 12 h 25 min.'],
  [mei, 'Can the water line be the background instead of a ring? Then you read it from across the room.'],
  [ada, 'Try it, I keep out of src/face.ts until tonight.'],
] as const;

/**
 * A room as it looks, with the demo community in it: one person types a line, once, while another has a line selected.
 * It is a picture: nothing in it can be used, and its description says what is to be seen.
 */
export function RoomPicture() {
  const { typedLength, element } = useTyping(typed.length);
  const done = typedLength === typed.length;
  return (
    <div ref={element} className={styles.room} role="img" aria-label={t('welcome.picture')}>
      <div aria-hidden="true" className={styles.inside}>
        <div className={styles.top}>
          <BrandMark size={16} />
          <strong>Tide clock</strong>
          <span className={styles.people}>
            {[ada, jonas, mei].map((person) => (
              <Avatar key={person.name} person={person} size={20} />
            ))}
          </span>
          <span className={done ? styles.saved : styles.saving}>{done ? 'saved ✓' : 'saving…'}</span>
        </div>
        <div className={styles.tree}>
          {files.map(([name, inside, colours]) => (
            <div
              key={name}
              className={name === 'face.ts' ? `${styles.file} ${styles.open}` : styles.file}
              data-inside={inside}
            >
              <span>{name === 'src' ? '▾ src' : name}</span>
              {colours.map((colour) => (
                <i key={colour} style={person(colour)} />
              ))}
            </div>
          ))}
        </div>
        <div className={styles.tabs}>
          <span className={styles.tab}>face.ts</span>
          <span>tide.ts</span>
        </div>
        <pre className={styles.code}>
          {code.slice(0, -1).map((text, index) => (
            <Line key={text + String(index)} number={firstLine + index} text={text}>
              {index === chosenLine && <Cursor person={mei} />}
            </Line>
          ))}
          <Line number={firstLine + code.length - 1} text={typed.slice(0, typedLength)}>
            <Cursor person={jonas} />
          </Line>
          <Line number={firstLine + code.length} text="}" />
        </pre>
        <div className={styles.chat}>
          {messages.map(([from, text]) => (
            <p key={text}>
              <Avatar person={from} size={20} />
              <span>
                <b>{from.name.split(' ')[0]}</b> {text}
              </span>
            </p>
          ))}
        </div>
        <div className={styles.status}>
          <span className={styles.connected}>connected</span>
          <span>3 here</span>
          <span className={styles.place}>
            face.ts Ln {firstLine + code.length - 1}, Col {typedLength + 1}
          </span>
          <span className={styles.place}>TypeScript</span>
        </div>
      </div>
    </div>
  );
}

function Line({ number, text, children }: { number: number; text: string; children?: ReactNode }) {
  const chosen = number === firstLine + chosenLine;
  return (
    <div className={styles.line}>
      <span className={styles.number}>{number}</span>
      <span className={chosen ? styles.chosen : undefined} style={chosen ? person(mei.colour) : undefined}>
        {highlight(text).map(([kind, part], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no other name
          <span key={index} data-kind={kind}>
            {part}
          </span>
        ))}
      </span>
      {children}
    </div>
  );
}

function Cursor({ person: { name, colour } }: { person: typeof ada }) {
  return (
    <span className={styles.cursor} style={person(colour)}>
      <b>{name.split(' ')[0]}</b>
    </span>
  );
}

const person = (colour: string) => ({ '--person': personColourValue(colour) }) as CSSProperties;

/** How many letters are there: all of them for who wants no motion, else one after the other, once, when it is in sight. */
function useTyping(length: number) {
  const element = useRef<HTMLDivElement>(null);
  const [typedLength, setTypedLength] = useState(0);
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || element.current === null) {
      setTypedLength(length);
      return;
    }
    let timer: ReturnType<typeof setInterval> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      observer.disconnect();
      timer = setInterval(() => setTypedLength((now) => Math.min(length, now + 1)), 4_000 / length);
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      clearInterval(timer);
    };
  }, [length]);
  return { typedLength, element };
}
