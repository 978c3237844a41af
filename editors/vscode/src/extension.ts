// Escapement in VS Code: starts the language server and adds what LSP has no words for.
import * as vscode from 'vscode';
import { ExplainCommand } from './explain_command';
import { MemoryMapCommand } from './memory_map_command';
import { Server } from './server';
import { Status } from './status';

let server: Server | undefined;

async function toggleHints(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('escapement');
  await settings.update('hints.enabled', !settings.get<boolean>('hints.enabled', true), vscode.ConfigurationTarget.Global);
}

function settingsChanged(change: vscode.ConfigurationChangeEvent, running: Server): void {
  if (change.affectsConfiguration('escapement.serverPath') || change.affectsConfiguration('escapement.goroot')) {
    void running.restart();
  } else if (change.affectsConfiguration('escapement.hints.enabled')) {
    running.refreshHints();
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Escapement', { log: true });
  const status = new Status();
  const running = new Server(context.extensionUri, output, status);
  server = running;
  context.subscriptions.push(
    output,
    status,
    new ExplainCommand(running),
    new MemoryMapCommand(running),
    vscode.commands.registerCommand('escapement.restart', () => running.restart()),
    vscode.commands.registerCommand('escapement.toggleHints', toggleHints),
    vscode.commands.registerCommand('escapement.showOutput', () => {
      output.show();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      settingsChanged(change, running);
    }),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
