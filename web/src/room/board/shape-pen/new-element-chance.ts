import type { Chance } from '../../../kit/board/clean/figure-elements.ts';
import { newElementId } from '../insert-scene.ts';

export const chance: Chance = {
  newId: newElementId,
  newSeed: () => Math.floor(Math.random() * 2 ** 31),
};
