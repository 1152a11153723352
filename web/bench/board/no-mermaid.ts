export function parseMermaidToExcalidraw(): Promise<never> {
  return Promise.reject(new Error('not here'));
}
