import styles from './NewRoomDialog.module.css';

interface ChoiceCardsProps {
  legend: string;
  name: string;
  value: string;
  columns: 1 | 2;
  choices: readonly { value: string; title: string; text: string }[];
  onChange(value: string): void;
}

/** Radio buttons that say what each choice means. */
export function ChoiceCards({ legend, name, value, columns, choices, onChange }: ChoiceCardsProps) {
  return (
    <fieldset className={styles.choices} data-columns={columns}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <strong>{choice.title}</strong>
          <span>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
