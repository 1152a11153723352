/** The thread that looks at files: takes the tasks of a hub (`core/src/contract/file-work.ts`). */
import { checkFile } from '../files/check-file.ts';
import { serveTasks } from './serve-tasks.ts';

serveTasks(checkFile);
