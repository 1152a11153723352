import { readFileSync } from 'node:fs';

export const weights = () => readFileSync('models/shapes.weights');
