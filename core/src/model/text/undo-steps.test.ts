import { describe, expect, it } from 'vitest';
import type { TextEdit } from './text-edits.ts';
import { startsNewStep } from './undo-steps.ts';

const at = (index: number, insert: string, remove = 0): TextEdit => ({ index, remove, insert });

describe('steps of undo', () => {
  it('begins a new step at a jump, a change from typing to deleting, a paste and a new line', () => {
    expect(startsNewStep([at(4, 'a')], [at(5, 'b')])).toBe(false);
    expect(startsNewStep([at(4, 'a')], [at(9, 'b')])).toBe(true);
    expect(startsNewStep([at(4, 'a')], [at(4, '', 1)])).toBe(true);
    expect(startsNewStep([at(4, '', 1)], [at(3, '', 1)])).toBe(false);
    expect(startsNewStep([at(4, '', 1)], [at(4, '', 1)])).toBe(false);
    expect(startsNewStep([at(4, 'a')], [at(5, 'a pasted line')])).toBe(true);
    expect(startsNewStep([at(4, 'a')], [at(5, '\n')])).toBe(true);
    expect(startsNewStep([at(1, 'a'), at(9, 'a')], [at(2, 'b'), at(11, 'b')])).toBe(false);
    expect(startsNewStep([at(1, 'a')], [at(2, 'b'), at(11, 'b')])).toBe(true);
  });
});
