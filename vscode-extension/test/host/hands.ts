/** What Ada sees in her window and does with it. */
import type { HandsTask } from '../rig/window-hands.ts';
import type { Rig } from './rig.ts';
import { until } from './rig.ts';

export class Hands {
  readonly #url: string;

  constructor(rig: Rig) {
    this.#url = rig.hands;
  }

  texts(selector: string, frames: readonly string[] = []): Promise<string[]> {
    return this.#ask({ what: 'texts', selector, frames });
  }

  /** One of the shown elements says it. */
  async sees(selector: string, words: string | RegExp, frames: readonly string[] = []): Promise<void> {
    let now: string[] = [];
    await until(`${words} in ${selector}`, async () => {
      now = await this.texts(selector, frames);
      return now.some((text) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}; now ${JSON.stringify(now)}`);
    });
  }

  click(selector: string, frames: readonly string[] = []): Promise<unknown> {
    return this.#ask({ what: 'click', selector, frames });
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

  freezeHub(): Promise<unknown> {
    return this.#ask({ what: 'freezeHub' });
  }

  thawHub(): Promise<unknown> {
    return this.#ask({ what: 'thawHub' });
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
