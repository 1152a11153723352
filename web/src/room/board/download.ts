/** Hands bytes to the browser's own saving. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it when it likes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
