/** What people may take with them, and how they leave. */
import { createDeletion } from './service/deletion.ts';
import type { AccountDataDeps } from './service/deps.ts';
import { createExports } from './service/exports.ts';

export type AccountDataService = ReturnType<typeof createAccountDataService>;

export function createAccountDataService(deps: AccountDataDeps) {
  return { exports: createExports(deps), deletion: createDeletion(deps) };
}
