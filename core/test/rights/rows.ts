/** The shape of the table: who may call what. */
import type { TestCaller } from '../../src/testing/test-people.ts';
import type { Scene } from './scene.ts';

export const people = ['owner', 'editor', 'commenter', 'viewer', 'stranger', 'removed', 'signedOut'] as const;
export type PersonName = (typeof people)[number];

/** One word for each of `people`: `✓`, or the code that the call is refused with. */
export type Outcomes = string;

export interface Expected {
  readonly private: Outcomes;
  readonly unlisted: Outcomes;
  readonly public: Outcomes;
}

export interface Row<Input = unknown> {
  /** Where it makes no difference what kind of room it is, or that there is one: one line for all. */
  readonly expected: Expected | Outcomes;
  /** Made anew before every call, by somebody who may. */
  readonly input?: (scene: Scene) => Input | Promise<Input>;
  /** Calls as somebody else than the person of the column; for calls that would end the session of that person. */
  readonly as?: (scene: Scene) => Promise<TestCaller>;
  /** Once allowed, the room is not what it was: the next call gets a new one. */
  readonly spoils?: true;
}

/** A procedure is called by its name; what is none says how it is called. */
export interface CallRow<Input = unknown> extends Row<Input> {
  readonly call: (caller: TestCaller, input: Input, scene: Scene) => Promise<unknown>;
}

/** Lets a row's call know its input's type. */
export function callRow<Input>(row: CallRow<Input>): CallRow {
  return row as unknown as CallRow;
}

const members = '✓ ✓ ✓ ✓';
const ownersOnly = '✓ not_allowed not_allowed not_allowed';
const editorsOnly = '✓ ✓ read_only read_only';
const outside = { private: 'not_found removed not_signed_in', open: 'not_allowed removed not_signed_in' };

export const everyone = `${members} ✓ ✓ ✓`;
export const signedIn = `${members} ✓ ✓ not_signed_in`;

export const changing = (inside: string): Expected => ({
  private: `${inside} ${outside.private}`,
  unlisted: `${inside} ${outside.open}`,
  public: `${inside} ${outside.open}`,
});

export const reads: Expected = {
  private: `${members} not_found removed not_found`,
  unlisted: `${members} ✓ removed not_found`,
  public: `${members} ✓ removed ✓`,
};
export const forOwners = changing(ownersOnly);
export const forEditors = changing(editorsOnly);
export const forMembers = changing(members);

/** The same whatever kind of room it is. */
export const alike = (outcomes: Outcomes): Expected => ({ private: outcomes, unlisted: outcomes, public: outcomes });
