import { join } from 'node:path';
import process from 'node:process';

export const repository = join(import.meta.dirname, '../..');
/** Where the built packages are; a copy elsewhere is not disturbed by a build that runs meanwhile. */
export const built = process.env.E2E_BUILD ?? repository;
