import { env, l10n, Uri, type Webview } from 'vscode';
import type { PageWords } from './chat-protocol.ts';

/** Nothing may be loaded but our one script, named by a nonce, and our one style sheet. */
export function chatPage(webview: Webview, media: Uri): string {
  const nonce = newNonce();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(media, name)).toString();
  return `<!doctype html>
<html lang="${escaped(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(file('chat.css'))}">
<title>Draftroom</title>
</head>
<body data-words="${escaped(JSON.stringify(words()))}">
<script nonce="${nonce}" src="${escaped(file('chat.js'))}"></script>
</body>
</html>`;
}

function words(): PageWords {
  return {
    empty: l10n.t('Nothing said yet'),
    emptyWhat: l10n.t('Everybody in the room reads what is written here, in VS Code and in the browser.'),
    older: l10n.t('Older messages'),
    loading: l10n.t('Loading messages'),
    retry: l10n.t('Try again'),
    write: l10n.t('Write to the room'),
    send: l10n.t('Send'),
    save: l10n.t('Save'),
    cancel: l10n.t('Cancel'),
    edit: l10n.t('Edit'),
    remove: l10n.t('Remove'),
    removed: l10n.t('This message was removed.'),
    edited: l10n.t('edited'),
    unread: l10n.t('New'),
    someoneGone: l10n.t('Somebody whose account is gone'),
    messages: l10n.t('Messages'),
  };
}

function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
