import { x } from '../platform/clock.ts'; export const y = x;
