/** The link on a recovery card, and whether it still leads anywhere. */
import type { ChatMessage } from '../harness/chat';

/** @throws where the card has none */
export function linkOnCard({ card }: ChatMessage): string {
  const found = /http:\/\/localhost:\d+\/api\/recover\/[\w-]+/.exec(JSON.stringify(card))?.[0];
  if (!found) throw new Error('The card has no recovery link.');
  return found;
}

/** Fetching changes nothing, so it may be asked at any time. */
export async function linkWorks(link: string): Promise<boolean> {
  const { status } = await fetch(link);
  if (status !== 200 && status !== 410) throw new Error(`The link answered ${status}.`);
  return status === 200;
}
