/** What the player says before its viewer is loaded. The catalogue of the app would be larger than the player. */
const english = {
  open: 'Look at it here',
  picture: 'Picture of {title}',
  by: 'by {name}',
  nobody: 'by somebody whose account is gone',
  page: '{title}, on Draftroom',
  gone: 'Nothing is here',
  goneWhat: 'What was here is gone or private.',
  unreachable: 'The hub cannot be reached.',
};

const german: typeof english = {
  open: 'Hier ansehen',
  picture: 'Bild von {title}',
  by: 'von {name}',
  nobody: 'von jemandem, dessen Konto es nicht mehr gibt',
  page: '{title}, auf Draftroom',
  gone: 'Hier ist nichts',
  goneWhat: 'Was hier war, ist weg oder privat.',
  unreachable: 'Der Hub ist nicht zu erreichen.',
};

export const language = navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
const texts = language === 'de' ? german : english;

export function say(key: keyof typeof english, values: Readonly<Record<string, string>> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
