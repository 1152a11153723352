/** The hubs that the person uses: those of the settings, and those where somebody is signed in. */
import { ConfigurationTarget, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { hubName, hubOrigin, sameHub } from './hub-address.ts';

/** Where a hub answers that somebody has started on this machine. */
const localHub = 'http://127.0.0.1:4400';

interface HubItem extends QuickPickItem {
  /** None: another one is asked for. */
  readonly hub?: string;
}

export function configuredHubs(): string[] {
  const entries = workspace.getConfiguration('draftroom').get<unknown>('hubs');
  if (!Array.isArray(entries)) return [];
  const origins = entries.flatMap((entry) => (typeof entry === 'string' ? [hubOrigin(entry)] : []));
  return [...new Set(origins.filter((origin) => origin !== null))];
}

export async function rememberHub(hub: string): Promise<void> {
  const hubs = configuredHubs();
  if (hubs.some((known) => sameHub(known, hub))) return;
  await workspace.getConfiguration('draftroom').update('hubs', [...hubs, hub], ConfigurationTarget.Global);
}

/** The only one without asking; undefined when the person turned away. */
export async function chooseHub(signedIn: readonly string[]): Promise<string | undefined> {
  const hubs = [...new Set([...signedIn, ...configuredHubs()])];
  const [only, second] = hubs;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) return await askForAddress();
  const other: HubItem = { label: l10n.t('Another hub…') };
  const items: HubItem[] = hubs.map((hub) => ({ label: hubName(hub), hub }));
  const chosen = await window.showQuickPick([...items, other], { title: l10n.t('Which hub?') });
  return chosen === undefined ? undefined : (chosen.hub ?? (await askForAddress()));
}

async function askForAddress(): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t('Address of your hub'),
    prompt: l10n.t('Whoever runs the hub knows it. A hub on this machine is at {0}.', localHub),
    value: localHub,
    ignoreFocusOut: true,
    validateInput: (text) =>
      hubOrigin(text) === null ? l10n.t('Enter an address like https://draft.example.org.') : null,
  });
  return typed === undefined ? undefined : (hubOrigin(typed) ?? undefined);
}
