import Mocha from 'mocha';
import { readRig } from './rig.ts';

export async function runSuites(register: () => void): Promise<void> {
  const { grep } = await readRig();
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    reporter: 'spec',
    ...(grep === '' ? {} : { grep }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  register();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} suites failed`);
}
