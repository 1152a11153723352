/** The board draws no diagrams from text: whatever is pasted stays text. */
export async function parseMermaidToExcalidraw(): Promise<never> {
  throw new Error('not a diagram');
}
