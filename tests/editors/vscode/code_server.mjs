// A private VS Code: code-server on a free port of 127.0.0.1, with its own home, settings and extensions.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const startLimit = 60_000;
const installLimit = 60_000;
const stopLimit = 10_000;

/** The environment of VS Code: no marketplace, no user's home, nothing of a VS Code this test may run inside. */
function environmentOf(state) {
  const environment = { ...process.env, HOME: join(state, 'home'), EXTENSIONS_GALLERY: '{}' };
  for (const name of Object.keys(environment)) {
    if (/^(VSCODE_|XDG_|PASSWORD$|HASHED_PASSWORD$|PORT$)/.test(name)) delete environment[name];
  }
  environment.PATH = `${dirname(process.execPath)}:${environment.PATH}`;
  return environment;
}

function waitForAddress(server) {
  return new Promise((resolve, reject) => {
    let seen = '';
    const timer = setTimeout(() => reject(new Error(`code-server does not answer:\n${seen}`)), startLimit);
    server.stdout.on('data', (data) => {
      seen += data;
      const address = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(seen);
      if (address) {
        clearTimeout(timer);
        resolve(address[1]);
      }
    });
    server.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`code-server ended with ${code}:\n${seen}`));
    });
  });
}

/** Ends the server, which this module started, and its children: they are one process group. */
function stop(server) {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    const timer = setTimeout(() => process.kill(-server.pid, 'SIGKILL'), stopLimit);
    server.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    process.kill(-server.pid, 'SIGTERM');
  });
}

/**
 * Starts VS Code with an extension.
 * @param {{tools: string, state: string, settings: object, vsix: string}} where
 *   `tools`: what install.sh filled; `state`: is emptied
 * @returns {Promise<{url: string, stop: () => Promise<void>}>}
 */
export async function startCodeServer({ tools, state, settings, vsix }) {
  rmSync(state, { recursive: true, force: true });
  for (const part of ['data/User', 'extensions', 'home']) mkdirSync(join(state, part), { recursive: true });
  writeFileSync(join(state, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  writeFileSync(join(state, 'config.yaml'), 'auth: none\n');
  const common = [
    join(tools, 'node_modules/code-server/out/node/entry.js'),
    '--config', join(state, 'config.yaml'),
    '--user-data-dir', join(state, 'data'),
    '--extensions-dir', join(state, 'extensions'),
  ];
  const env = environmentOf(state);
  await promisify(execFile)(process.execPath, [...common, '--install-extension', vsix], { env, timeout: installLimit });
  const server = spawn(
    process.execPath,
    [...common, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy'],
    { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = createWriteStream(join(state, 'server.log'));
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  try {
    return { url: await waitForAddress(server), stop: () => stop(server) };
  } catch (error) {
    await stop(server);
    throw error;
  }
}
