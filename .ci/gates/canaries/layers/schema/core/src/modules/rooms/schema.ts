import { x } from './repo.ts'; export const y = x;
