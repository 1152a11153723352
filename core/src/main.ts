/** `npm start`. Nothing is loaded before the allocator is set: the process may start itself anew for it. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { limitAllocator } from './platform/allocator.ts';

limitAllocator();
// A good part of a start is compiling what is loaded: the next one finds it done. Where this cannot be written, it is not.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/draftroom-hub'));
await import('./start.ts');
