/** Asks before what cannot be undone: `if (await confirm({…})) …`. The dialog stands once, at the root. */
export interface Question {
  /** Names the thing: “Delete the room Tide clock?” */
  title: string;
  /** What will be lost and what stays. */
  text: string;
  /** The verb on the button. */
  yes: string;
  danger?: boolean;
  /** The person types this name first; for what is lost for ever. */
  typeName?: string;
}

interface Asked extends Question {
  answer(yes: boolean): void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    set({
      ...question,
      answer: (yes) => {
        set(null);
        resolve(yes);
      },
    });
  });
}

export function currentQuestion(): Asked | null {
  return asked;
}

export function onQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}
