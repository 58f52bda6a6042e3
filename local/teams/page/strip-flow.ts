/** The head of the strip: the way of a lockout in six stages, and the stopwatch from "locked" to "signed in again". */
import { byId, el, fill } from './elements.js';
import { type IconName, icon } from './icons.js';
import { incidentOf, spokenDuration } from './incident.js';
import type { StripStage } from './shapes.js';
import { on, store } from './store.js';

const tickMs = 100;

/** How each stage is called and drawn. */
export const stageLooks: Record<StripStage, { label: string; icon: IconName }> = {
  event: { label: 'Event', icon: 'lock' },
  notice: { label: 'Notice', icon: 'bell' },
  press: { label: 'Press', icon: 'hand' },
  act: { label: 'Act', icon: 'bolt' },
  ticket: { label: 'Ticket', icon: 'ticket' },
  audit: { label: 'Audit', icon: 'book' },
};

const stages = Object.keys(stageLooks) as StripStage[];

const drawStage = (stage: StripStage, startMs: number | undefined, atMs: number | undefined): HTMLElement => {
  const { label, icon: name } = stageLooks[stage];
  const reached = startMs !== undefined && atMs !== undefined;
  const after = reached
    ? atMs - startMs < 50 && stage === 'event'
      ? 'start'
      : `+${spokenDuration(atMs - startMs)}`
    : '–';
  return el(
    'li',
    { class: `step stage-${stage}${reached ? ' reached' : ''}` },
    el('span', { class: 'stage-icon' }, icon(name)),
    el('span', { class: 'stage-label' }, label),
    el('span', { class: 'stage-time' }, after),
  );
};

/** Brings the head of the strip to life. */
export const startStripFlow = (): void => {
  const flow = byId('flow');
  const watch = byId('stopwatch');
  const words = byId('stopwatch-words');
  const draw = (): void => {
    const person = store.chosen();
    const incident = person && incidentOf(store.entries(), person.aadObjectId);
    fill(flow, ...stages.map((stage) => drawStage(stage, incident?.startMs, incident?.reached[stage])));
  };
  const tick = (): void => {
    const person = store.chosen();
    const incident = person && incidentOf(store.entries(), person.aadObjectId);
    watch.dataset.state = !incident ? 'idle' : incident.endMs === undefined ? 'running' : 'done';
    watch.textContent = incident
      ? spokenDuration((incident.endMs ?? store.now().getTime()) - incident.startMs)
      : '0.0 s';
    const spoken = !incident
      ? 'From locked out to signed in again'
      : incident.endMs === undefined
        ? 'since the lockout'
        : 'from locked out to signed in again';
    if (words.textContent !== spoken) words.textContent = spoken;
  };
  on('entries', draw);
  on('chosen', () => {
    draw();
    tick();
  });
  setInterval(tick, tickMs);
};
