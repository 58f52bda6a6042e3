/** A press or a typed word of Robin's, now, unless the test says otherwise. */
import type { Verb } from '../../../domain/messages';
import type { Answering } from '../../../domain/use-cases/chat/own-request';
import { robin, type World } from './world';

export function answeringOf(
  world: World,
  id: string,
  verb: Verb,
  change: Partial<Answering> = {},
): Answering {
  return { person: robin, verb, id, via: 'button', at: world.clock.now(), ...change };
}
