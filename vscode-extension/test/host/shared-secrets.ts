import { EventEmitter, type SecretStorage, type SecretStorageChangeEvent } from 'vscode';

/** What all windows share: each hears of every change, the one that made it included. */
export class SharedSecrets implements SecretStorage {
  readonly #values = new Map<string, string>();
  readonly #changed = new EventEmitter<SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  keys = async () => [...this.#values.keys()];
  get = async (key: string) => this.#values.get(key);
  store = async (key: string, value: string) => {
    this.#values.set(key, value);
    this.#changed.fire({ key });
  };
  delete = async (key: string) => {
    this.#values.delete(key);
    this.#changed.fire({ key });
  };
}
