import { x } from '@draftroom/core/sync/engine'; export const y = x;
