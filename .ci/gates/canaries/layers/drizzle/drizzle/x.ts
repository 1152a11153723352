import { x } from '@draftroom/core/contract/ids'; export const y = x;
