/** `npm start`. Nothing is loaded before the allocator is set: the process may start itself anew for it. */
import { limitAllocator } from './platform/allocator.ts';

limitAllocator();
await import('./start.ts');
