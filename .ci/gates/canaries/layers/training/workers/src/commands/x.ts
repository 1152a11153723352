import { generate } from '../training/hand/generate.ts';

export const drawing = generate;
