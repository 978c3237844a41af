// Finds the server: the setting, else the program inside the extension, else PATH.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

export type ServerPath = { found: true; path: string; origin: string } | { found: false; message: string };

export interface Places {
  /** The setting `escapement.serverPath`; empty: not set. */
  setting: string;
  extensionDirectory: string;
  workspaceDirectory: string | undefined;
  home: string;
  /** The environment's PATH. */
  searchPath: string;
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The setting with `~` and `${workspaceFolder}` filled in. */
function expanded(places: Places): string {
  const path = places.setting.replace(/^~(?=\/)/, places.home);
  return places.workspaceDirectory === undefined ? path : path.replace('${workspaceFolder}', places.workspaceDirectory);
}

function onSearchPath(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((directory) => isAbsolute(directory))
    .map((directory) => join(directory, name))
    .find(isProgram);
}

export function findServer(places: Places): ServerPath {
  if (places.setting !== '') {
    const path = expanded(places);
    if (isAbsolute(path) && isProgram(path)) return { found: true, path, origin: 'the setting escapement.serverPath' };
    return { found: false, message: `escapement.serverPath is "${places.setting}", which is not a program that can be run.` };
  }
  const bundled = join(places.extensionDirectory, 'server', 'escapement');
  if (isProgram(bundled)) return { found: true, path: bundled, origin: 'the extension' };
  const installed = onSearchPath('escapement', places.searchPath);
  if (installed !== undefined) return { found: true, path: installed, origin: 'PATH' };
  return {
    found: false,
    message: 'No escapement server found: this build of the extension contains none, and there is none on PATH. Set escapement.serverPath.',
  };
}
