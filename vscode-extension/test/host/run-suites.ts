import { format } from 'node:util';
import Mocha from 'mocha';
import { Uri, workspace } from 'vscode';
import { readRig } from './rig.ts';

/** What mocha prints goes to a file beside `rig.json`: the console of an extension host carries much else. */
export async function runSuites(register: () => void): Promise<void> {
  const { grep } = await readRig();
  const report: string[] = [];
  Mocha.reporters.Base.consoleLog = (...line: unknown[]) => void report.push(format(...line));
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    color: false,
    reporter: 'spec',
    ...(grep === '' ? {} : { grep }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  register();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder !== undefined) {
    const file = Uri.joinPath(folder.uri, 'report.txt');
    await workspace.fs.writeFile(file, new TextEncoder().encode(`${report.join('\n')}\n`));
  }
  if (failures > 0) throw new Error(`${failures} suites failed`);
}
