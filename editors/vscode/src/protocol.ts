// The custom request of the server, as docs/protocol.md specifies it.
import { RequestType } from 'vscode-languageclient/node';
import type { Position, Range, TextDocumentIdentifier } from 'vscode-languageclient/node';

export interface PlacementParams {
  textDocument: TextDocumentIdentifier;
  /** With a position: the sites there. Without: every site of the file. */
  position?: Position;
}

export interface Step {
  range: Range;
  uri: string;
  text: string;
}

export interface Site {
  id: number;
  name: string;
  kind: string;
  segment: 'code' | 'rodata' | 'data' | 'bss' | 'stack' | 'heap' | 'none' | 'unknown';
  hint: string;
  /** The compiler's own words, for example `moved to heap: count`. */
  decision: string | null;
  certainty: 'exact' | 'assumed' | 'not analysed';
  reason?: string;
  range: Range;
  function: string;
  size: { bytes: number | null; formula?: string };
  lifetime: string;
  notes: string;
  why: Step[];
  capturedBy?: { name: string; mode: 'value' | 'reference' }[];
}

export interface PlacementResult {
  version: number;
  uri: string;
  decisionsOf: string;
  release: string;
  sites: Site[];
  notAnalysed: { function: string; construct: string; range: Range }[];
  diagnostics: { range: Range; message: string; code: string }[];
}

export const placementRequest = new RequestType<PlacementParams, PlacementResult | null, void>('escapement/placement');
