/** Words that are not sent yet, kept for this tab: a reload, or leaving the page for a while, loses none of them. */
const prefix = 'draftroom-unsent:';

export function keptWords(key: string): string {
  try {
    return sessionStorage.getItem(prefix + key) ?? '';
  } catch {
    // Storage is blocked: the words last as long as the page.
    return '';
  }
}

export function keepWords(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, text);
  } catch {
    // As above.
  }
}
