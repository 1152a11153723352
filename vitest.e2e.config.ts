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
      // Windows of a real browser miss a click now and then when the machine is busy; what fails twice is broken.
      retry: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
