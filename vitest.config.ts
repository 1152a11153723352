import { defineConfig } from 'vitest/config';

/** Workspace packages are read from source; `dist` is for `npm start`. */
const conditions = ['draftroom-source'];

export default defineConfig({
  resolve: { conditions: [...conditions, 'module', 'import', 'default'] },
  // Vitest hands these to Node for everything it does not transform: with `import` among them, a `require` of a
  // package that is both would get its ES module.
  ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: ['node'] } },
  test: {
    include: [
      '{core,drizzle,workers,web,vscode-extension}/{src,test,schema,pglite,seed}/**/*.test.{ts,tsx}',
      'drizzle/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Deadlines only end what would never end: a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    maxWorkers: 2,
    execArgv: ['--conditions=draftroom-source'],
  },
});
