/** The tools of the canvas that are worth telling; pointing at things is no news. */
const tools = [
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'freedraw',
  'text',
  'image',
  'eraser',
  'frame',
  'laser',
] as const;

type ToolName = `board.tool.${(typeof tools)[number]}`;

/** Null for what needs no word, and for what a peer made up. */
export function toolName(tool: string | undefined): ToolName | null {
  const known = tools.find((one) => one === tool);
  return known === undefined ? null : `board.tool.${known}`;
}
