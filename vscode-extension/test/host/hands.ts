/** What Ada sees in her window and does with it. */
import type { HandsTask } from '../rig/window-hands.ts';
import type { Rig } from './rig.ts';
import { until } from './rig.ts';

export class Hands {
  readonly #url: string;

  constructor(rig: Rig) {
    this.#url = rig.hands;
  }

  texts(selector: string): Promise<string[]> {
    return this.#ask({ what: 'texts', selector });
  }

  /** One of the shown elements says it. */
  async sees(selector: string, words: string | RegExp): Promise<void> {
    let now: string[] = [];
    await until(`${words} in ${selector}`, async () => {
      now = await this.texts(selector);
      return now.some((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}; now ${JSON.stringify(now)}`);
    });
  }

  click(selector: string): Promise<unknown> {
    return this.#ask({ what: 'click', selector });
  }

  type(text: string): Promise<unknown> {
    return this.#ask({ what: 'type', text });
  }

  press(key: string): Promise<unknown> {
    return this.#ask({ what: 'press', key });
  }

  photograph(name: string): Promise<unknown> {
    return this.#ask({ what: 'photograph', name });
  }

  takeHubAway(): Promise<unknown> {
    return this.#ask({ what: 'stopHub' });
  }

  bringHubBack(): Promise<unknown> {
    return this.#ask({ what: 'startHub' });
  }

  async #ask<Answer>(task: HandsTask): Promise<Answer> {
    const response = await fetch(this.#url, { method: 'POST', body: JSON.stringify(task) });
    const { answer, error } = (await response.json()) as { answer?: Answer; error?: string };
    if (error !== undefined) throw new Error(error);
    return answer as Answer;
  }
}
