/** Every table, for drizzle-kit and the client. Repositories import single domains. */
export * from './accounts.ts';
export * from './comments.ts';
export * from './documents.ts';
export * from './events.ts';
export * from './rooms.ts';
