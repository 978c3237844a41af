// "Show Memory Map": the picture that `escapement map --format svg` draws, beside the code. It is drawn from the saved file.
import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { placementRequest } from './protocol';
import type { Server } from './server';

const run = promisify(execFile);
const timeLimit = 20_000;
const pictureLimit = 32 * 1024 * 1024;

function page(svg: string): string {
  // The picture is shown as an image: nothing in it can run, and its style cannot reach the page.
  const data = Buffer.from(svg, 'utf8').toString('base64');
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>
  body { background: var(--vscode-editor-background); margin: 0; padding: 8px; color-scheme: light; }
  img { max-width: none; }
  body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) { color-scheme: dark; }
</style>
</head><body><img alt="Memory map" src="data:image/svg+xml;base64,${data}"></body></html>`;
}

export class MemoryMapCommand implements vscode.Disposable {
  private readonly registration = vscode.commands.registerCommand('escapement.showMemoryMap', () => this.show());

  constructor(private readonly server: Server) {}

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const program = this.server.path;
    if (document?.languageId !== 'go' || document.uri.scheme !== 'file') {
      void vscode.window.showInformationMessage('Escapement: open a Go file of this machine first.');
      return;
    }
    if (program === undefined) {
      void vscode.window.showWarningMessage('Escapement: the server is not running.');
      return;
    }
    if (document.isDirty && !(await document.save())) return;
    const chosen = await this.chooseFunction(document);
    if (chosen === undefined) return;
    try {
      const goroot = vscode.workspace.getConfiguration('escapement').get<string>('goroot', '').trim();
      const options = goroot === '' ? [] : ['--goroot', goroot];
      const { stdout } = await run(program, ['map', '--format', 'svg', '--func', chosen, ...options, '--', document.fileName], {
        cwd: dirname(document.fileName),
        timeout: timeLimit,
        maxBuffer: pictureLimit,
      });
      const panel = vscode.window.createWebviewPanel(
        'escapement.memoryMap',
        `Memory map: ${chosen} (${basename(document.fileName)})`,
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: false, localResourceRoots: [] },
      );
      panel.webview.html = page(stdout);
    } catch (error) {
      const text = (error as { stderr?: string }).stderr?.trim() ?? '';
      void vscode.window.showErrorMessage(`Escapement: no memory map: ${text === '' ? String(error) : text}`);
    }
  }

  /** `main` where the file has one and nothing else is declared; else the user says which. */
  private async chooseFunction(document: vscode.TextDocument): Promise<string | undefined> {
    const client = this.server.running;
    const result = await client?.sendRequest(placementRequest, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    });
    const names = [...new Set((result?.sites ?? []).filter((site) => site.kind === 'function').map((site) => site.name))];
    const ordered = names.sort((a, b) => Number(b === 'main') - Number(a === 'main'));
    if (ordered.length === 0) return 'main';
    if (ordered.length === 1) return ordered[0];
    return vscode.window.showQuickPick(ordered, { placeHolder: 'The function whose run is drawn' });
  }

  dispose(): void {
    this.registration.dispose();
  }
}
