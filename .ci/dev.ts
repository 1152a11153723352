/** `npm run dev`: the hub from source, restarted on change, and vite in front of it. Ports follow from the folder. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import process from 'node:process';

const offset = createHash('sha256').update(process.cwd()).digest().readUInt16BE(0) % 200;
const hubPort = process.env.PORT ?? String(4400 + offset * 2);
const webPort = process.env.WEB_PORT ?? String(Number(hubPort) + 1);
const environment = {
  ...process.env,
  PORT: hubPort,
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${webPort}`,
  DRAFTROOM_HUB: `http://127.0.0.1:${hubPort}`,
};

const children = [
  spawn('node', ['--watch', '--conditions=draftroom-source', 'core/src/main.ts'], {
    env: environment,
    stdio: 'inherit',
  }),
  spawn('vite', ['--port', webPort, '--strictPort', 'web'], { env: environment, stdio: 'inherit' }),
];
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.on('exit', stop);
