/** What the chat's page shows while a start is under way: a stranger who opens it early sees that it goes on. */
import type { TeamsStandIn } from './teams/teams-stand-in';

const names = [
  'Storage and database',
  'Demo organisation',
  'Functions host',
  'Everybody installs the bot',
] as const;

export type StartingStepName = (typeof names)[number];

export interface StartingSteps {
  /** This step and those before it are done; the last one ends the list. */
  done(name: StartingStepName): void;
}

export function createStartingSteps(teams: Pick<TeamsStandIn, 'setStarting'>): StartingSteps {
  const show = (doneCount: number) => {
    const steps = names.map((name, index) => ({ name, done: index < doneCount }));
    teams.setStarting(doneCount === names.length ? [] : steps);
  };
  show(0);
  return { done: (name) => show(names.indexOf(name) + 1) };
}
