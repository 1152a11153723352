import { l10n, ProgressLocation, type QuickPickItem, type WorkspaceFolder, window } from 'vscode';
import { type Command, ShownError } from '../../command.ts';
import type { OpenRoom } from '../../rooms/open-room.ts';
import { type Collected, collect } from '../collect.ts';
import { importFiles } from '../import-files.ts';
import type { LocalDisk } from '../local-disk.ts';
import { type Chosen, preview } from '../preview.ts';
import { adopt, type NewFile } from '../room-side.ts';
import type { ShareDeps } from '../share-deps.ts';
import type { ShareRecord } from '../share-record.ts';
import { ShareRules } from '../share-rules.ts';
import { localFolder } from '../sharing.ts';

interface Target {
  readonly hub: string;
  readonly name: string;
  /** Null: made when everything has been agreed to. */
  readonly roomId: string | null;
}

/** How many bytes are read before they are sent. */
const portion = 16 * 1024 * 1024;
const longestName = 80;

export function shareFolder(deps: ShareDeps): Command {
  return {
    id: 'draftroom.shareFolder',
    run: async (roomId) => {
      const folder = localFolder();
      if (folder === null) throw new ShownError(l10n.t('Open a folder of this machine first.'));
      deps.sharing.refuseSecond();
      const target = await chooseRoom(deps, folder, roomId);
      if (target === undefined) return;
      const { NodeDisk } = await import('../disk/node-disk.ts');
      const disk = new NodeDisk(folder.uri.fsPath);
      const collected = await looking(disk);
      if (collected === undefined) return;
      const { candidates } = collected;
      const chosen = await preview({
        roomName: target.name,
        candidates,
        coming: await comingHere(deps, target, collected),
      });
      if (chosen === undefined) return;
      await share(deps, { folder, target, disk, collected, chosen });
    },
  };
}

/** The room of whoever called the command, or the person's choice. */
async function chooseRoom(deps: ShareDeps, folder: WorkspaceFolder, roomId: unknown): Promise<Target | undefined> {
  const hub = await deps.chooseHub();
  if (hub === undefined || (await deps.signedIn(hub)) === null) return undefined;
  const name = [...folder.name].slice(0, longestName).join('');
  const mine = (await deps.rooms.list())
    .filter((list) => list.hub === hub)
    .flatMap(({ rooms }) => rooms.filter(({ role }) => role === 'owner' || role === 'editor'));
  const named = mine.find(({ id }) => id === roomId);
  if (named !== undefined) return { hub, name: named.name, roomId: named.id };
  const items: (QuickPickItem & { target: Target })[] = [
    { label: `$(add) ${l10n.t('New room “{0}”', name)}`, target: { hub, name, roomId: null } },
    ...mine.map((room) => ({ label: room.name, target: { hub, name: room.name, roomId: room.id } })),
  ];
  const title = l10n.t('Share this folder: with which room?');
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.target;
}

async function looking(disk: LocalDisk): Promise<Collected | undefined> {
  const title = l10n.t('Looking at what can be shared…');
  return await window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, (_, token) =>
    unlessCancelled(token, (signal) => collect(disk, signal)),
  );
}

/** What the room has and this folder has not, as far as it may be written here. */
async function comingHere(deps: ShareDeps, { hub, roomId }: Target, collected: Collected): Promise<string[]> {
  const client = roomId === null ? null : await deps.signedIn(hub);
  if (client === null || roomId === null) return [];
  const { documents, files } = await client.trpc.documents.list.query({ roomId });
  const rules = new ShareRules({ added: [], removed: [], ignoreFiles: collected.ignoreFiles });
  const here = new Set(collected.candidates.map(({ path }) => path));
  return [...documents.filter(({ kind }) => kind === 'text'), ...files]
    .map(({ path }) => path)
    .filter((path) => !here.has(path) && rules.reason(path) === null)
    .sort();
}

interface Share {
  readonly folder: WorkspaceFolder;
  readonly target: Target;
  readonly disk: LocalDisk;
  readonly collected: Collected;
  readonly chosen: Chosen;
}

async function share(deps: ShareDeps, { folder, target, disk, collected, chosen }: Share): Promise<void> {
  const { hub, name } = target;
  const client = await deps.signedIn(hub);
  const userId = deps.userOf(hub);
  if (client === null || userId === null) return;
  const choice = { added: chosen.added, removed: chosen.removed, ignoreFiles: collected.ignoreFiles };
  const prepare = async () => {
    const roomId = target.roomId ?? (await client.trpc.rooms.create.mutate({ name, template: 'empty' })).id;
    await deps.known.remember(roomId, { hub, name });
    return { hub, userId, roomId, roomName: name, folder: folder.uri.toString(), choice };
  };
  const title = l10n.t('Sharing with “{0}”', name);
  const options = { location: ProgressLocation.Notification, cancellable: true, title };
  const shared = await window.withProgress(options, (progress, token) =>
    unlessCancelled(token, async (signal) => {
      const told = (count: number) => progress.report({ increment: (count / chosen.paths.length) * 100 });
      await deps.sharing.start(prepare, (record, room) => send({ record, room, disk, chosen, signal, told }));
      return true;
    }),
  );
  void deps.rooms.refresh();
  if (shared === undefined) {
    void window.showWarningMessage(l10n.t('Cancelled. What was sent until then is in “{0}”.', name));
    return;
  }
  const counts = l10n.t(
    '{0} files are shared with “{1}”, {2} are left out.',
    chosen.paths.length,
    name,
    chosen.leftOut,
  );
  void window.showInformationMessage(counts);
}

interface Sending {
  readonly record: ShareRecord;
  readonly room: OpenRoom;
  readonly disk: LocalDisk;
  readonly chosen: Chosen;
  readonly signal: AbortSignal;
  told(files: number): void;
}

/** What stands in the room already is left for the question that is asked about it. */
async function send({ record, room, disk, chosen, signal, told }: Sending): Promise<void> {
  await room.facts.refresh();
  let files: NewFile[] = [];
  let size = 0;
  const sendPortion = async () => {
    const taken = files.length === 0 ? [] : await importFiles(room, files, { signal, progress: told });
    await room.facts.refresh();
    await adopt({ room, record }, taken);
    files = [];
    size = 0;
  };
  for (const path of chosen.paths) {
    signal.throwIfAborted();
    const bytes = room.facts.tree.at(path) === null ? await disk.read(path) : null;
    if (bytes === null) continue;
    files.push({ path, bytes });
    size += bytes.length;
    if (size >= portion) await sendPortion();
  }
  await sendPortion();
}

interface Cancellation {
  onCancellationRequested(listener: () => void): unknown;
}

/** Undefined when the person has cancelled. */
async function unlessCancelled<Result>(
  token: Cancellation,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const end = new AbortController();
  token.onCancellationRequested(() => end.abort());
  try {
    return await work(end.signal);
  } catch (error) {
    if (end.signal.aborted) return undefined;
    throw error;
  }
}
