import { readDrawing } from '@draftroom/core/model/drawing/drawing-document';

export const read = readDrawing;
