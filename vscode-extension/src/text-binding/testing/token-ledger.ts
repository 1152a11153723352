/** Every typed character exists once in the world, so that a lost, doubled or revived one is seen. */

export class TokenLedger {
  /** By whom it was typed. */
  readonly typed = new Map<string, object>();
  readonly removed = new Map<string, Set<object>>();
  readonly unsure = new Set<string>();
  #made = 0;

  /** Chinese and Korean letters, and every fourth a pair of surrogates. */
  token(by: object): string {
    const count = this.#made++;
    const token =
      count % 4 === 3
        ? String.fromCodePoint(0x20000 + count)
        : String.fromCharCode(spread(count - Math.floor(count / 4)));
    this.typed.set(token, by);
    return token;
  }

  word(by: object, length: number): string {
    let word = '';
    for (let i = 0; i < length; i++) word += this.token(by);
    return word;
  }

  /**
   * Unsure: the person removed it from a text that was about to be taken back; then the removal may be, too.
   */
  remove(text: string, by: object, unsure: boolean): void {
    for (const sign of text) {
      if (!this.typed.has(sign)) continue;
      if (unsure) this.unsure.add(sign);
      const removers = this.removed.get(sign) ?? new Set();
      this.removed.set(sign, removers.add(by));
    }
  }

  /** `undid`: whether this person ever took back a step, of typing or of removing. */
  faults(text: string, undid: (by: object) => boolean): string[] {
    const counts = new Map<string, number>();
    for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    const faults: string[] = [];
    for (const [token, by] of this.typed) {
      const count = counts.get(token) ?? 0;
      const removers = this.removed.get(token);
      // Who takes back a removal brings a copy, and so does who takes back typing, and that again, before they heard of it.
      const revivers = removers === undefined ? [] : [...new Set([...removers, by])].filter(undid);
      const most = removers === undefined ? 1 : revivers.length + (this.unsure.has(token) ? 1 : 0);
      if (count > most) faults.push(`${token} stands there ${count} times and may ${most} times`);
      if (count === 0 && removers === undefined && !undid(by)) faults.push(`${token} was typed and is lost`);
    }
    return faults;
  }
}

function spread(count: number): number {
  return count < 0x51a0 ? 0x4e00 + count : 0xac00 + (count - 0x51a0);
}
