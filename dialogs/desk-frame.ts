/** What the desk's steps share: a card with what stands behind it, a record, an answer to an act. */
import type { DeskTopic } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import type { DeskReason } from '../domain/desk/act';
import type { DeskCard } from '../domain/desk/card';
import type { DeskMessage, DeskNotice } from '../domain/desk/messages';
import type { DeskAction } from '../domain/use-cases/desk/desk-actions';
import type { Administering } from '../domain/use-cases/desk/desk-deps';
import type { DeskActAnswer } from '../domain/use-cases/desk/perform-act';
import { questionWith } from './dialog';
import type { Press, Reply, Turn } from './turn';

export type Of<Kind extends DeskMessage['kind']> = Extract<DeskMessage, { kind: Kind }>;

export type DeskFrame = {
  readonly deps: Deps;
  newId(): string;
  /** A card with what stands behind it; the former one of its kind loses its buttons. */
  show(turn: Turn, message: DeskMessage, topic: DeskTopic, desk: DeskCard): Reply;
  refuse(reason: DeskReason): Reply;
  record(turn: Turn, by: Administering, id: string, notice?: DeskNotice): Promise<Reply>;
  /** What was done, or why not, on the record as it is now. */
  actDone(
    turn: Turn,
    by: Administering,
    action: DeskAction,
    accountId: string,
    answer: DeskActAnswer,
  ): Promise<Reply>;
};

/** What stands behind the pressed card, where this chat was shown it and it has that button. */
export function behindOf<Card extends DeskCard['card']>(
  turn: Turn,
  press: Press,
  card: Card,
): Extract<DeskCard, { card: Card }> | undefined {
  const desk = questionWith(turn, press)?.desk;
  return desk?.card === card ? (desk as Extract<DeskCard, { card: Card }>) : undefined;
}
