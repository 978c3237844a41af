// "Where does this live?": what the server knows about the cursor's position, in a document beside the code.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { explanation } from './explanation';
import type { Source } from './explanation';
import { placementRequest } from './protocol';
import type { Server } from './server';

const scheme = 'escapement';
const documentUri = vscode.Uri.from({ scheme, path: '/Where does this live?' });

/** Lines of the open documents; a step may lead into a file that is not open. */
function sourceOf(document: vscode.TextDocument): Source {
  const open = (uri: string): vscode.TextDocument | undefined => {
    const wanted = vscode.Uri.parse(uri).toString();
    return vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === wanted);
  };
  return {
    name: basename(document.fileName),
    line(uri, number) {
      const file = open(uri);
      return file !== undefined && number < file.lineCount ? file.lineAt(number).text : undefined;
    },
    label: (uri) => basename(vscode.Uri.parse(uri).path),
  };
}

export class ExplainCommand implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registrations: { dispose(): unknown }[];
  private text = '';

  constructor(private readonly server: Server) {
    this.registrations = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.commands.registerCommand('escapement.explain', () => this.run()),
    ];
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  private async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'go') {
      void vscode.window.showInformationMessage('Escapement: put the cursor into a Go file first.');
      return;
    }
    const client = this.server.running;
    if (client === undefined) {
      void vscode.window.showWarningMessage('Escapement: the server is not running.', 'Restart Server').then((choice) => {
        if (choice !== undefined) void this.server.restart();
      });
      return;
    }
    const position = editor.selection.active;
    const result = await client.sendRequest(placementRequest, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
      position: client.code2ProtocolConverter.asPosition(position),
    });
    this.text =
      result === null ? 'The server has no answer for this file.\n' : explanation(result, position.line, sourceOf(editor.document));
    this.changed.fire(documentUri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(documentUri), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }
}
