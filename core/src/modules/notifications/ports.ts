/** What the notifications module needs from the others. Wired in `modules.ts`. */
import type { Safety, Subjects, SubjectType } from '../../platform/community-ports.ts';

export type SubjectPorts = Readonly<Record<SubjectType, Subjects>>;
export type Aversions = Pick<Safety, 'averse' | 'averseTo'>;
