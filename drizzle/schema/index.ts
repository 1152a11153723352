/** Every table, for drizzle-kit and the client. Repositories import single domains. */
export * from './accounts.ts';
export * from './comments.ts';
export * from './designs.ts';
export * from './discovery.ts';
export * from './documents.ts';
export * from './events.ts';
export * from './feedback.ts';
export * from './moderation.ts';
export * from './notifications.ts';
export * from './profiles.ts';
export * from './rooms.ts';
