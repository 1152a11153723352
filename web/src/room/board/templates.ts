import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { blankGrid } from '@draftroom/core/model/drawing/templates/blank-grid';
import { entityDiagram } from '@draftroom/core/model/drawing/templates/entity-diagram';
import { flowchart } from '@draftroom/core/model/drawing/templates/flowchart';
import { mindMap } from '@draftroom/core/model/drawing/templates/mind-map';
import { wireframe } from '@draftroom/core/model/drawing/templates/wireframe';
import { t } from '../../kit/messages/language.ts';
import { newElementId } from './insert-scene.ts';

export const templateNames = ['flowchart', 'wireframe', 'entities', 'mindMap', 'grid'] as const;
export type TemplateName = (typeof templateNames)[number];

/** A template's elements, in the words of the language that is spoken. Their ids are new each time. */
export function templateElements(name: TemplateName): DrawingElement[] {
  return builders[name](newElementId);
}

const builders: Readonly<Record<TemplateName, (makeId: () => string) => DrawingElement[]>> = {
  flowchart: (makeId) =>
    flowchart(makeId, {
      start: t('board.flow.start'),
      step: t('board.flow.step'),
      question: t('board.flow.question'),
      yes: t('board.flow.yes'),
      no: t('board.flow.no'),
      fix: t('board.flow.fix'),
      end: t('board.flow.end'),
    }),
  wireframe: (makeId) =>
    wireframe(makeId, {
      name: t('board.wire.name'),
      navigation: [t('board.wire.first'), t('board.wire.second'), t('board.wire.third')],
      title: t('board.wire.title'),
      text: t('board.wire.text'),
      action: t('board.wire.action'),
      card: t('board.wire.card'),
    }),
  entities: (makeId) =>
    entityDiagram(makeId, {
      entities: [
        { name: t('board.er.customer'), fields: ['id', 'name', 'email'] },
        { name: t('board.er.order'), fields: ['id', 'customer_id', 'placed_at'] },
        { name: t('board.er.line'), fields: ['order_id', 'product', 'amount'] },
      ],
    }),
  mindMap: (makeId) =>
    mindMap(makeId, {
      middle: t('board.mind.middle'),
      branches: [t('board.mind.who'), t('board.mind.what'), t('board.mind.why'), t('board.mind.when')],
      leaf: t('board.mind.leaf'),
    }),
  grid: blankGrid,
};
