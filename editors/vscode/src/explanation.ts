// What `escapement/placement` answers, as text a person reads. Pure: no editor, no server.
import type { PlacementResult, Site, Step } from './protocol';

export interface Source {
  /** The file's name as shown. */
  name: string;
  /** The text of a line, or undefined where the file has no such line. */
  line(uri: string, number: number): string | undefined;
  /** How a file is called in a step. */
  label(uri: string): string;
}

export function sizeText(site: Site): string {
  if (site.size.bytes !== null) return `${site.size.bytes} B`;
  return site.size.formula ?? '';
}

function segmentText(site: Site): string {
  const assumed = site.certainty === 'exact' ? '' : ` (${site.certainty})`;
  const hint = site.hint !== '' && site.hint !== site.segment ? ` · ${site.hint}` : '';
  return site.segment + assumed + hint;
}

/** `by reference by increment and decrement; by value by log` */
function capturedText(site: Site): string {
  const parts: string[] = [];
  for (const mode of ['reference', 'value'] as const) {
    const names = (site.capturedBy ?? []).filter((capture) => capture.mode === mode).map((capture) => capture.name);
    if (names.length > 0) parts.push(`by ${mode} by ${names.join(' and ')}`);
  }
  return parts.join('; ');
}

/** The source line of a place. */
function excerpt(uri: string, line: number, source: Source): string[] {
  const text = source.line(uri, line);
  return text === undefined ? [] : [`        ${String(line + 1).padStart(5)} │ ${text.trim()}`];
}

function stepText(step: Step, index: number, source: Source): string[] {
  const place = `${source.label(step.uri)}:${step.range.start.line + 1}:${step.range.start.character + 1}`;
  return [`    ${index + 1}. ${step.text}  ${place}`, ...excerpt(step.uri, step.range.start.line, source)];
}

export function siteText(site: Site, uri: string, source: Source): string {
  const lines = [`${site.kind} ${site.name}`, ...excerpt(uri, site.range.start.line, source), ''];
  const row = (key: string, value: string): void => {
    if (value !== '') lines.push(`  ${key.padEnd(10)}${value}`);
  };
  row('segment', segmentText(site));
  row('size', sizeText(site));
  row('lifetime', site.lifetime);
  row('function', site.function);
  row('captured', capturedText(site));
  row('gc says', site.decision ?? '');
  row('notes', site.notes);
  row('but', site.reason ?? '');
  if (site.why.length > 0) lines.push('', '  why', ...site.why.flatMap((step, index) => stepText(step, index, source)));
  return lines.join('\n');
}

export function explanation(result: PlacementResult, line: number, source: Source): string {
  const heading = `Where does this live?  ${source.name}:${line + 1}`;
  const body = result.sites.map((site) => siteText(site, result.uri, source));
  for (const gap of result.notAnalysed) {
    body.push(`Not analysed: ${gap.function} (${gap.construct}, line ${gap.range.start.line + 1})`);
  }
  if (body.length === 0) body.push('No storage is declared or created at this position.');
  const footing = `Decisions of ${result.release}, ${result.decisionsOf}.`;
  return [heading, ...body, footing].join('\n\n') + '\n';
}
