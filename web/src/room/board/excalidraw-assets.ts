/** Imported before the board's package, which asks for its fonts by this address. */
declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

window.EXCALIDRAW_ASSET_PATH = '/assets/board/';

export {};
