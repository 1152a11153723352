import { defineConfig } from 'vitest/config';

/** Workspace packages are read from source; `dist` is for `npm start`. */
const conditions = ['draftroom-source'];

export default defineConfig({
  resolve: { conditions: [...conditions, 'module', 'import', 'default'] },
  ssr: {
    resolve: {
      conditions: [...conditions, 'module', 'node', 'import', 'default'],
      externalConditions: ['node', 'import', 'default'],
    },
  },
  test: {
    include: ['{core,drizzle,workers,web}/{src,test,schema,pglite,seed}/**/*.test.{ts,tsx}', 'drizzle/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    execArgv: ['--conditions=draftroom-source'],
  },
});
