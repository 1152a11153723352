/** Where editors and extensions receive the code of a browser sign-in (RFC 8252); the hub, its page and they agree on it here. */

/** Editors by the scheme of the addresses that they open (`vscode.env.uriScheme`), and what people call them. */
export const editorSchemes = {
  vscode: 'Visual Studio Code',
  'vscode-insiders': 'Visual Studio Code Insiders',
  vscodium: 'VSCodium',
  'vscodium-insiders': 'VSCodium Insiders',
  'code-oss': 'Code - OSS',
  cursor: 'Cursor',
  windsurf: 'Windsurf',
} as const satisfies Record<string, string>;

export type EditorScheme = keyof typeof editorSchemes;

/** An editor gives what follows its scheme to the extension of this id, and to no other. */
export const editorExtensionId = 'draftroom.draftroom-vscode';
export const editorRedirectPath = '/signed-in';

/** A program as far as its redirect URI tells; whether it may sign in is the hub's decision. */
export type HandoverProgram =
  | { readonly kind: 'editor'; readonly name: string }
  | { readonly kind: 'chromium' | 'firefox'; readonly extensionId: string }
  | { readonly kind: 'local'; readonly port: string };

/** Null for an address that nothing can be handed to, whoever asks. */
export function handoverProgram(redirectUri: string): HandoverProgram | null {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  return editorOf(url) ?? extensionOf(url) ?? localProgramOf(url);
}

function editorOf(url: URL): HandoverProgram | null {
  const scheme = url.protocol.slice(0, -1);
  if (!isEditorScheme(scheme)) return null;
  // Editors add the window that the answer is for.
  const plain = url.pathname === editorRedirectPath && /^(\?windowId=\d{1,10})?$/.test(url.search);
  return plain && url.host === editorExtensionId ? { kind: 'editor', name: editorSchemes[scheme] } : null;
}

/** Browsers keep these names for the extension whose id the first label is (Firefox: the SHA-1 of it), `identity.getRedirectURL`. */
function extensionOf(url: URL): HandoverProgram | null {
  if (url.protocol !== 'https:' || url.port !== '') return null;
  const chromium = /^([a-p]{32})\.chromiumapp\.org$/.exec(url.hostname)?.[1];
  if (chromium !== undefined) return { kind: 'chromium', extensionId: chromium };
  const firefox = /^([\da-f]{40})\.extensions\.allizom\.org$/.exec(url.hostname)?.[1];
  return firefox === undefined ? null : { kind: 'firefox', extensionId: firefox };
}

/** RFC 8252, 7.3. The URL parser has turned 127.1 and 0x7f000001 into 127.0.0.1; names are left out: they can be pointed elsewhere. */
function localProgramOf(url: URL): HandoverProgram | null {
  const local = url.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '';
  return local ? { kind: 'local', port: url.port } : null;
}

function isEditorScheme(scheme: string): scheme is EditorScheme {
  return Object.hasOwn(editorSchemes, scheme);
}
