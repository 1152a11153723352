import { x } from '../accounts/repo.ts'; export const y = x;
