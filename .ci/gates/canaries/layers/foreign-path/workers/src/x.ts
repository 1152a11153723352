import { x } from '../../core/src/platform/clock.ts'; export const y = x;
