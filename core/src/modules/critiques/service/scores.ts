import { HubError } from '../../../contract/errors.ts';
import { mostPins } from '../../../contract/rubric.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Work } from '../../../platform/community-ports.ts';
import type { FrozenRelease, HeldDesign, PinsPort, ReadyPin } from '../ports.ts';
import type { StoredScore } from '../repo.ts';
import type { Criterion, ScoreInput } from '../schema.ts';

/** A score whose pins were looked at: threads that are there, and places where threads begin with it. */
interface ReadyScore extends Omit<StoredScore, 'threadIds'> {
  readonly cited: readonly string[];
  readonly pins: readonly ReadyPin[];
}

export function createScoring(port: PinsPort) {
  /** Each criterion once, each with at least one pin. `before`: what is cited already may be gone. */
  async function ready(
    actor: SignedInActor,
    on: {
      designId: string;
      release: FrozenRelease;
      criteria: readonly Criterion[];
      before?: readonly StoredScore[];
    },
    scores: readonly ScoreInput[],
  ): Promise<ReadyScore[]> {
    const { designId, release, criteria, before = [] } = on;
    const given = new Map(scores.map((score) => [score.criterionId, score]));
    if (given.size !== scores.length || scores.length !== criteria.length) throw new HubError('bad_scores');
    const known = await port.among(actor, designId, [...new Set(scores.flatMap(({ threadIds }) => threadIds))]);
    const kept = new Set(before.flatMap(({ threadIds }) => threadIds));
    const citable = new Set(known.flatMap(({ threadId, gone }) => (!gone || kept.has(threadId) ? threadId : [])));
    const done: ReadyScore[] = [];
    for (const { id, name } of criteria) {
      const score = given.get(id);
      if (score === undefined) throw new HubError('bad_scores');
      const cited = [...new Set(score.threadIds)].filter((threadId) => citable.has(threadId));
      const pins: ReadyPin[] = [];
      for (const pin of score.pins) pins.push(await port.prepare(actor, release, pin));
      if (cited.length + pins.length === 0) throw new HubError('pin_needed', { criterion: name });
      if (cited.length + pins.length > mostPins) throw new HubError('too_many', { limit: `${mostPins} places` });
      done.push({ criterionId: id, score: score.score, words: score.words, cited, pins });
    }
    return done;
  }

  async function begin(
    work: Work,
    design: HeldDesign,
    actor: SignedInActor,
    scores: readonly ReadyScore[],
  ): Promise<StoredScore[]> {
    const stored: StoredScore[] = [];
    for (const { cited, pins, ...score } of scores) {
      const begun: string[] = [];
      for (const pin of pins) begun.push(await port.begin(work, design, actor, pin));
      stored.push({ ...score, threadIds: [...cited, ...begun] });
    }
    return stored;
  }

  return { ready, begin };
}
