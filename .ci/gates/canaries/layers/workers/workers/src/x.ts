import { x } from '@draftroom/core/hub'; export const y = x;
