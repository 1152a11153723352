import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Suites that start the built hub, Chromium or several processes: one file at a time. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: ['{web,vscode-extension}/e2e/**/*.e2e.ts', 'core/test/**/*.e2e.ts'],
      maxWorkers: 1,
      fileParallelism: false,
      testTimeout: 240_000,
      hookTimeout: 240_000,
    },
  }),
);
