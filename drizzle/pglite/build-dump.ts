/** `npm run build -w drizzle`: makes the migrated database that a new hub starts from. */
import { buildDumpOnce } from './dump.ts';

console.log(`migrated database: ${await buildDumpOnce()}`);
