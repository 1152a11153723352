import { rooms } from '@draftroom/drizzle/schema/rooms'; export const y = rooms;
