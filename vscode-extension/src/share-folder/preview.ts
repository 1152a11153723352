/** What is going to be shared, and what is not and why, before anything leaves this machine. */
import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { type Candidate, canBeTicked, isDangerous } from './collect.ts';
import { reasonWords, sizeWords } from './reason-words.ts';

export interface Chosen {
  readonly paths: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What is left out, counted. */
  readonly leftOut: number;
}

interface PreviewItem extends QuickPickItem {
  readonly candidate?: Candidate;
}

interface Previewed {
  readonly roomName: string;
  readonly candidates: readonly Candidate[];
  /** Paths of the room that are going to be written here. */
  readonly coming: readonly string[];
}

/** Undefined: the person does not want to. */
export async function preview(previewed: Previewed): Promise<Chosen | undefined> {
  const { candidates } = previewed;
  const chosen = await pick(previewed);
  if (chosen === undefined) return undefined;
  const dangerous = chosen.filter(({ reason }) => isDangerous(reason));
  if (dangerous.length > 0 && !(await confirm(dangerous))) return undefined;
  const paths = new Set(chosen.map(({ path }) => path));
  return {
    paths: [...paths],
    added: chosen.filter(({ reason }) => reason !== null).map(({ path }) => path),
    removed: candidates.filter(({ path, reason }) => reason === null && !paths.has(path)).map(({ path }) => path),
    leftOut: candidates.length - paths.size,
  };
}

function pick({ roomName, candidates, coming }: Previewed): Promise<readonly Candidate[] | undefined> {
  const box = window.createQuickPick<PreviewItem>();
  const items = previewItems(candidates, coming);
  box.title =
    coming.length === 0
      ? l10n.t('Share with “{0}”: nothing is sent before you accept', roomName)
      : l10n.t(
          'Share with “{0}”: nothing is sent before you accept; files of the room that are written here then: {1}',
          roomName,
          coming.length,
        );
  box.placeholder = l10n.t('Everything that is ticked is shared, and kept in step');
  box.canSelectMany = true;
  box.matchOnDescription = true;
  box.ignoreFocusOut = true;
  box.items = items;
  box.selectedItems = items.filter(({ candidate }) => candidate?.reason === null);
  return new Promise((resolve) => {
    box.onDidChangeSelection((selected) => {
      const possible = selected.filter(({ candidate }) => candidate !== undefined && canBeTicked(candidate));
      if (possible.length < selected.length) box.selectedItems = possible;
    });
    box.onDidAccept(() => {
      resolve(box.selectedItems.flatMap(({ candidate }) => candidate ?? []));
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

function previewItems(candidates: readonly Candidate[], coming: readonly string[]): PreviewItem[] {
  const shared = candidates.filter(({ reason }) => reason === null);
  const possible = candidates.filter((candidate) => candidate.reason !== null && canBeTicked(candidate));
  const fixed = candidates.filter((candidate) => !canBeTicked(candidate));
  const size = shared.reduce((sum, candidate) => sum + candidate.size, 0);
  return [
    separator(l10n.t('{0} files, {1}', shared.length, sizeWords(size))),
    ...shared.map(itemOf),
    ...(coming.length === 0 ? [] : [separator(l10n.t('written here from the room'))]),
    ...coming.map((path) => ({ label: path })),
    ...(possible.length === 0 ? [] : [separator(l10n.t('left out unless you tick it'))]),
    ...possible.map(itemOf),
    ...(fixed.length === 0 ? [] : [separator(l10n.t('not shared'))]),
    ...fixed.map(itemOf),
  ];
}

function itemOf(candidate: Candidate): PreviewItem {
  const { path, size, reason } = candidate;
  const words = [...(path.endsWith('/') ? [] : [sizeWords(size)]), ...(reason === null ? [] : [reasonWords(reason)])];
  return { label: path, description: words.join(' · '), candidate };
}

function separator(label: string): PreviewItem {
  return { label, kind: QuickPickItemKind.Separator };
}

const mostNamed = 15;

async function confirm(dangerous: readonly Candidate[]): Promise<boolean> {
  const share = l10n.t('Share Them');
  const named = dangerous.slice(0, mostNamed).map(({ path, reason }) => `${path} (${reasonWords(reason ?? 'secret')})`);
  const more = dangerous.length - named.length;
  const detail = [...named, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join('\n');
  const question = l10n.t('Everybody in the room can read what you share, and it stays in the history of the room.');
  return (await window.showWarningMessage(question, { modal: true, detail }, share)) === share;
}
