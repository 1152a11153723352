import Mocha from 'mocha';
import { Uri, workspace } from 'vscode';

/** What the rig left in the folder of the window: where the hub is, and which suites were asked for. */
export interface Rig {
  readonly hub: string;
  readonly grep: string;
}

export async function readRig(): Promise<Rig> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the rig opens a folder');
  const bytes = await workspace.fs.readFile(Uri.joinPath(folder.uri, 'rig.json'));
  return JSON.parse(new TextDecoder().decode(bytes)) as Rig;
}

export async function runSuites(register: () => void): Promise<void> {
  const { grep } = await readRig();
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    color: false,
    reporter: 'spec',
    ...(grep === '' ? {} : { grep }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  register();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} suites failed`);
}
