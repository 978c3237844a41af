// The parts of the extension that need no editor: finding the server, and the explanation's text.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { explanation } from '../../../editors/vscode/src/explanation.ts';
import { findServer } from '../../../editors/vscode/src/server_path.ts';

suite('finding the server', () => {
  let folder;
  const program = (name) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, 0o755);
    return path;
  };
  const places = (own) => ({
    setting: '', extensionDirectory: join(folder, 'bare'), workspaceDirectory: undefined, home: folder, searchPath: '', ...own,
  });
  before(() => { folder = mkdtempSync(join(tmpdir(), 'escapement-unit-')); });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('the setting wins', () => {
    const wanted = program('own/escapement');
    program('extension/server/escapement');
    const found = findServer(places({ setting: '~/own/escapement', extensionDirectory: join(folder, 'extension') }));
    assert.equal(found.path, wanted);
  });
  test('then the program in the extension', () => {
    const wanted = program('extension/server/escapement');
    const found = findServer(places({ extensionDirectory: join(folder, 'extension'), searchPath: join(folder, 'own') }));
    assert.equal(found.path, wanted);
  });
  test('then PATH, of which relative folders do not count', () => {
    const wanted = program('own/escapement');
    assert.equal(findServer(places({ searchPath: `relative:${join(folder, 'none')}:${join(folder, 'own')}` })).path, wanted);
  });
  test('a setting that names no program is an error, not a reason to take another', () => {
    program('extension/server/escapement');
    writeFileSync(join(folder, 'text'), '');
    for (const setting of [join(folder, 'text'), join(folder, 'none'), folder, 'escapement']) {
      const found = findServer(places({ setting, extensionDirectory: join(folder, 'extension') }));
      assert.equal(found.found, false, setting);
      assert.match(found.message, /escapement\.serverPath is/);
    }
  });
  test('nothing anywhere', () => {
    const found = findServer(places({}));
    assert.equal(found.found, false);
    assert.match(found.message, /none on PATH/);
  });
});

suite('the explanation', () => {
  const range = (line, character) => ({ start: { line, character }, end: { line, character: character + 5 } });
  const uri = 'file:///counter.go';
  const source = {
    name: 'counter.go',
    line: (_uri, number) => ['', '\tcount := 0', '\tfunc() { count++ }'][number],
    label: () => 'counter.go',
  };
  const site = {
    id: 1, name: 'count', kind: 'variable', segment: 'heap', hint: 'escapes to heap', decision: 'moved to heap: count',
    certainty: 'exact', range: range(1, 1), function: 'counter', size: { bytes: 8 }, lifetime: 'as long as f is reachable', notes: '',
    why: [{ range: range(2, 1), uri, text: 'a closure captures it' }],
    capturedBy: [{ name: 'f', mode: 'reference' }, { name: 'g', mode: 'value' }, { name: 'h', mode: 'reference' }],
  };
  const result = { version: 1, uri, decisionsOf: 'out of line', release: 'go1.26', sites: [site], notAnalysed: [], diagnostics: [] };

  test('has every fact', () => {
    const text = explanation(result, 1, source);
    for (const line of [
      'Where does this live?  counter.go:2', 'variable count', '            2 │ count := 0', '  segment   heap · escapes to heap',
      '  size      8 B', '  captured  by reference by f and h; by value by g', '  gc says   moved to heap: count',
      '    1. a closure captures it  counter.go:3:2', '            3 │ func() { count++ }', 'Decisions of go1.26, out of line.',
    ]) assert.ok(text.split('\n').includes(line), `'${line}' in\n${text}`);
  });
  test('marks what is assumed', () => {
    const assumed = { ...site, certainty: 'assumed', hint: 'may escape to heap', reason: 'the body of fmt.Println is not analysed' };
    const text = explanation({ ...result, sites: [assumed] }, 1, source);
    assert.match(text, /segment {3}heap \(assumed\) · may escape to heap/);
    assert.match(text, /but {7}the body of fmt\.Println is not analysed/);
  });
  test('gives a formula where the size is not a number', () => {
    const grown = { ...site, size: { bytes: null, formula: 'n × 8 B' } };
    assert.match(explanation({ ...result, sites: [grown] }, 1, source), /size {6}n × 8 B/);
  });
  test('says that there is nothing, and what is not analysed', () => {
    assert.match(explanation({ ...result, sites: [] }, 0, source), /No storage is declared or created/);
    const gap = { function: 'f', construct: 'select', range: range(2, 0) };
    assert.match(explanation({ ...result, sites: [], notAnalysed: [gap] }, 0, source), /Not analysed: f \(select, line 3\)/);
  });
});
