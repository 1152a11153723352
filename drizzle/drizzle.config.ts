import { defineConfig } from 'drizzle-kit';

/** `npm run generate -w drizzle`: writes the next migration from the difference between the tables and the last one. */
export default defineConfig({ dialect: 'postgresql', schema: './schema/index.ts', out: './migrations' });
