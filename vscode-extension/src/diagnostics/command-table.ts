import type { Command } from '../command.ts';
import { copyDiagnostics, type DiagnosticsDeps } from './copy-diagnostics.ts';

export function diagnosticsCommands(deps: DiagnosticsDeps): readonly Command[] {
  return [
    { id: 'draftroom.copyDiagnostics', run: () => copyDiagnostics(deps) },
    { id: 'draftroom.showLog', run: () => deps.log.show() },
  ];
}
