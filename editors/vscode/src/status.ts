// The status bar item: is there a server, and what is it doing.
import * as vscode from 'vscode';

export type Health = 'starting' | 'running' | 'stopped' | 'failed';

const icons: Record<Health, string> = {
  starting: '$(loading~spin)',
  running: '$(layers)',
  stopped: '$(circle-slash)',
  failed: '$(error)',
};

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('escapement.status', vscode.StatusBarAlignment.Right, 50);

  constructor() {
    this.item.name = 'Escapement';
  }

  show(health: Health, detail: string): void {
    this.item.text = `${icons[health]} Escapement`;
    const tooltip = new vscode.MarkdownString(
      `**Escapement** ${health}\n\n${detail}\n\n[Restart](command:escapement.restart) · [Output](command:escapement.showOutput)` +
        ` · [Toggle hints](command:escapement.toggleHints)`,
    );
    tooltip.isTrusted = { enabledCommands: ['escapement.restart', 'escapement.showOutput', 'escapement.toggleHints'] };
    this.item.tooltip = tooltip;
    this.item.command = health === 'running' ? 'escapement.explain' : 'escapement.showOutput';
    this.item.backgroundColor =
      health === 'failed' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
