/** What helps somebody else to find a fault, on the clipboard: states and counts, no content, no names of people. */
import { env, l10n, UIKind, version, window, workspace } from 'vscode';
import type { DraftroomLog } from './draftroom-log.ts';
import { redact } from './redact.ts';

export interface DiagnosticsDeps {
  readonly log: DraftroomLog;
  readonly extensionVersion: string;
  /** Each part says how it is; values are printed as JSON. */
  readonly parts: readonly (() => Readonly<Record<string, unknown>>)[];
}

export async function copyDiagnostics(deps: DiagnosticsDeps): Promise<void> {
  await env.clipboard.writeText(diagnosticsText(deps));
  void window.showInformationMessage(
    l10n.t(
      'Diagnostics are on the clipboard. They hold no text of yours and no secrets; read them before you send them.',
    ),
  );
}

function diagnosticsText({ log, extensionVersion, parts }: DiagnosticsDeps): string {
  const facts: Record<string, unknown> = {
    extension: extensionVersion,
    editor: `${env.appName} ${version}`,
    window: env.uiKind === UIKind.Web ? 'browser' : 'desktop',
    host: 'process' in globalThis ? 'node' : 'web worker',
    remote: env.remoteName ?? 'none',
    language: env.language,
    trusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.map((folder) => folder.uri.scheme) ?? [],
  };
  for (const part of parts) Object.assign(facts, part());
  const lines = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return redact([...lines, '', ...log.recent].join('\n'));
}
