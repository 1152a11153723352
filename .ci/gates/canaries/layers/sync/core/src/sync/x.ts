import { x } from '../modules/rooms/policy.ts'; export const y = x;
