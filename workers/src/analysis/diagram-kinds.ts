/**
 * What kind of diagram a drawing may be. Each kind adds up what speaks for it, and what it added is its reason: a count
 * `n` that has its say at about `half` gives `weight · n / (n + half)`.
 */
import {
  type DiagramKind,
  type DiagramReason,
  type DrawingReport,
  inWords,
} from '@draftroom/core/contract/drawing-report';
import type { Features } from './diagram-features.ts';

interface Sign {
  readonly reason: DiagramReason;
  readonly count: number;
  readonly half: number;
  readonly weight: number;
}

const mostReasons = 4;
/** Chances are drawn apart by this: a lead that people would call clear becomes one. */
const sharpness = 2.5;
/** What speaks for none of these kinds, so that little evidence gives small chances. */
const unknown = 0.35;

export function diagramKindsOf(features: Features): DrawingReport['diagram'] {
  if (features.drawn === 0) return [];
  const judged = Object.entries(signsOf(features)).map(([kind, signs]) => {
    const shares = signs.map((sign) => ({ ...sign, share: (sign.weight * sign.count) / (sign.count + sign.half) }));
    const score = Math.max(
      0,
      shares.reduce((sum, { share }) => sum + share, 0),
    );
    const reasons = shares
      .filter(({ share }) => share > 0.05)
      .sort((a, b) => b.share - a.share)
      .slice(0, mostReasons)
      .map(({ reason, count }) => inWords(reason, count));
    return { kind: kind as DiagramKind, score, reasons };
  });
  const total = judged.reduce((sum, { score }) => sum + score ** sharpness, unknown ** sharpness);
  return judged
    .map(({ kind, score, reasons }) => ({
      kind,
      chance: rounded(score ** sharpness / total),
      reasons,
    }))
    .filter(({ chance }) => chance > 0)
    .sort((a, b) => b.chance - a.chance)
    .slice(0, 3);
}

function signsOf(f: Features): Record<DiagramKind, Sign[]> {
  const sign = (reason: DiagramReason, count: number, half: number, weight: number): Sign => ({
    reason,
    count: Math.max(0, Math.round(count)),
    half,
    weight,
  });
  const figures = f.boxes + f.diamonds + f.ellipses;
  const unlinked = figures === 0 ? 0 : Math.max(0, figures - f.linked) / figures;
  const perHundred = (count: number) => (100 * count) / Math.max(1, f.drawn);
  const tree = f.edges >= 3 && f.loops === 0 ? 1 : 0;
  const directed = f.edges - f.plainEdges;
  return {
    flowchart: [
      sign('decisions', f.decisions, 1, 1.5),
      sign('yesAndNo', f.words.yesNo, 1, 1),
      sign('starts', f.words.starts, 1, 0.6),
      sign('linkedBoxes', directed, 5, 0.9),
      sign('crowFeet', f.crowFeet, 2, -1),
      sign('systemWords', f.words.systems, 6, -0.4),
    ],
    er: [
      sign('crowFeet', f.crowFeet, 1, 1.6),
      sign('keyWords', f.words.keys, 2, 1),
      sign('boxesWithRows', f.boxesWithRows, 2, 0.8),
      sign('classMembers', f.words.members, 3, -0.4),
    ],
    mindmap: [
      sign('branches', f.mostBranches >= 4 ? f.mostBranches : 0, 3, 1),
      sign('noLoops', tree, 1, 0.7),
      sign('linkedBoxes', f.plainEdges, 3, 1),
      sign('decisions', f.decisions, 1, -1),
      sign('systemWords', f.words.systems, 6, -0.3),
    ],
    wireframe: [
      sign('controls', f.words.controls, 2, 1.1),
      sign('nested', f.nested, 4, 0.9),
      sign('unlinked', unlinked > 0.7 && f.boxes > 2 ? 1 : 0, 0.5, 0.9),
      sign('linkedBoxes', f.edges, 4, -0.9),
      sign('freehand', perHundred(f.ink), 50, -0.6),
    ],
    sequence: [
      sign('columnsOfLines', f.lifelines >= 2 ? f.lifelines : 0, 1, 1.4),
      sign('arrowsAcross', f.lifelines >= 2 ? f.levelArrows : 0, 3, 1.4),
      sign('decisions', f.decisions, 1, -0.5),
    ],
    class: [
      sign('classMembers', f.words.members, 2, 1.3),
      sign('hollowHeads', f.hollowHeads, 1, 1.2),
      sign('boxesWithRows', f.boxesWithRows, 3, 0.6),
      sign('keyWords', f.words.keys, 3, -0.6),
      sign('linkedBoxes', f.edges, 30, 0.2),
    ],
    architecture: [
      sign('systemWords', f.words.systems, 4, 1.3),
      sign('containersOfBoxes', f.containers, 1, 0.7),
      sign('linkedBoxes', directed, 8, 0.6),
      sign('pictures', f.images, 3, 0.4),
      sign('decisions', f.decisions, 1, -0.8),
      sign('controls', f.words.controls, 4, -0.3),
    ],
    sketch: [
      sign('freehand', perHundred(f.ink), 60, 1.6),
      sign('freeInk', f.freeInk, 8, 0.9),
      sign('linkedBoxes', f.edges, 2, -0.9),
    ],
    notes: [
      sign('looseText', figures === 0 || f.looseText > 3 * figures ? f.looseText : 0, 3, 1),
      sign('unlinked', f.edges === 0 && f.looseText > 0 ? 1 : 0, 1, 0.4),
      sign('freehand', perHundred(f.ink), 40, -0.6),
    ],
  };
}

function rounded(chance: number): number {
  return Math.round(chance * 1000) / 1000;
}
