// One running server: starting it, stopping it, starting it again, and telling the user how it is.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { findServer } from './server_path';
import type { Status } from './status';

const layoutTime = 500; // ms

const documentSelector = [{ scheme: 'file', language: 'go' }];

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private program: string | undefined;
  /** Starts and stops run one after the other. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** The client while the server answers, else undefined. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** The program that runs, for commands that call it in batch mode. */
  get path(): string | undefined {
    return this.program;
  }

  restart(): Promise<void> {
    this.queue = this.queue.then(async () => {
      await this.stop();
      await this.start();
    });
    return this.queue;
  }

  /** Makes VS Code ask for the hints again: twice, because it drops an event that comes while its window is being laid out. */
  refreshHints(): void {
    this.fireHintsChanged();
    setTimeout(() => {
      this.fireHintsChanged();
    }, layoutTime);
  }

  private fireHintsChanged(): void {
    const feature = this.running?.getFeature('textDocument/inlayHint');
    for (const document of vscode.workspace.textDocuments) {
      feature?.getProvider(document)?.onDidChangeInlayHints.fire();
    }
  }

  private async start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('escapement');
    const server = findServer({
      setting: settings.get<string>('serverPath', '').trim(),
      extensionDirectory: this.extension.fsPath,
      workspaceDirectory: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      home: homedir(),
      searchPath: process.env.PATH ?? '',
    });
    if (!server.found) {
      this.fail(server.message);
      return;
    }
    this.output.info(`starting ${server.path} (from ${server.origin})`);
    this.status.show('starting', '');
    this.program = server.path;
    const client = new LanguageClient('escapement', 'Escapement', this.command(server.path), this.options());
    this.client = client;
    client.onDidChangeState((change) => {
      if (change.newState === State.Running) this.showRunning(client, server.path);
      else if (change.newState === State.Stopped && this.client === client) this.status.show('stopped', 'The server ended.');
    });
    try {
      await client.start();
    } catch (error) {
      this.fail(`The server did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private command(path: string): ServerOptions {
    const goroot = vscode.workspace.getConfiguration('escapement').get<string>('goroot', '').trim();
    const environment = goroot === '' ? process.env : { ...process.env, ESCAPEMENT_GOROOT: goroot };
    return { command: path, args: ['lsp'], options: { env: environment } };
  }

  private options(): LanguageClientOptions {
    const settings = vscode.workspace.getConfiguration('escapement');
    return {
      documentSelector,
      outputChannel: this.output,
      // The server has the settings from the start, and is told when one changes.
      initializationOptions: {
        hints: { inlining: settings.get<boolean>('hints.inlining', false) },
        diagnostics: { escapes: settings.get<boolean>('diagnostics.escapes', false) },
      },
      synchronize: { configurationSection: 'escapement' },
      middleware: {
        provideInlayHints: (document, viewPort, token, next) =>
          vscode.workspace.getConfiguration('escapement', document).get<boolean>('hints.enabled', true)
            ? next(document, viewPort, token)
            : [],
      },
    };
  }

  private showRunning(client: LanguageClient, path: string): void {
    const info = client.initializeResult?.serverInfo;
    const version = info === undefined ? 'server' : `${info.name} ${info.version ?? ''}`.trim();
    this.output.info(`${version} answers`);
    this.status.show('running', `${version}\n\n\`${path}\``);
  }

  private fail(message: string): void {
    this.output.error(message);
    this.status.show('failed', message);
    void vscode.window.showErrorMessage(message, 'Open Settings', 'Show Output').then((choice) => {
      if (choice === 'Open Settings') {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'escapement.serverPath');
      } else if (choice === 'Show Output') {
        this.output.show();
      }
    });
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.program = undefined;
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that failed to start or already ended cannot be stopped; there is nothing left to end.
      this.output.debug(`stopping the server: ${String(error)}`);
    }
  }

  async dispose(): Promise<void> {
    await this.queue;
    await this.stop();
  }
}
