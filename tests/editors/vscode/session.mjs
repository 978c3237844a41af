// One VS Code with the built extension and a copy of examples/counter.go, for a test or for the picture.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCodeServer } from './code_server.mjs';
import { Workbench } from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');

/** The paths a session works with; run.sh names them in the environment. */
function places() {
  const of = (name) => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: start this by run.sh`);
    return value;
  };
  return { tools: of('E2E_TOOLS'), vsix: of('E2E_VSIX'), work: of('E2E_WORK'), chromium: of('E2E_CHROMIUM') };
}

/**
 * Opens counter.go in a fresh VS Code, gives it to `use`, and ends everything whatever happens.
 * @param {{width: number, height: number, settings?: object}} window `settings` are laid over settings.json
 */
export async function withCounter({ settings: own, ...window }, use) {
  const { tools, vsix, work, chromium } = places();
  const folder = join(work, 'counter');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'examples/counter.go'), join(folder, 'counter.go'));
  writeFileSync(join(folder, 'go.mod'), 'module counter\n\ngo 1.26\n');
  const settings = { ...JSON.parse(readFileSync(join(here, 'settings.json'), 'utf8')), ...own };
  const server = await startCodeServer({ tools, vsix, state: join(work, 'state'), settings });
  let bench;
  try {
    bench = await Workbench.open({ tools, chromium, url: server.url, folder, ...window });
    await bench.openFile('counter.go');
    await use(bench, work);
  } catch (error) {
    await bench?.screenshot(join(work, 'failed.png')).catch(() => undefined);
    throw error;
  } finally {
    await bench?.close();
    await server.stop();
  }
}
