import { x } from '../modules/rooms/schema.ts'; export const y = x;
