/**
 * What a typed message means (G1–G4): guards first, then closed lists for yes and no, then the classifier behind
 * its thresholds. Embedded and offline: no message leaves the process.
 */
import { decide } from './decide';
import { spokenOf } from './features';
import { isInstruction } from './guards/instruction';
import { deviceFlag } from './guards/lost-device';
import { withoutNegated } from './guards/negation';
import { otherPerson } from './guards/other-person';
import { asksForPasswordDate } from './guards/password-date';
import { isRemindAgain } from './guards/remind-again';
import { wishesIn } from './guards/two-wishes';
import type { Classifier, Flag, Guess, Intent, Recognised, RecogniserContext } from './intents';
import { linearClassifier } from './linear-classifier';
import model from './model.json';
import { plain } from './normalise';
import { unpack } from './packed-model';
import { plainFlag } from './phrases';
import { containsSecret } from './secret-guard';
import { systemFinder } from './systems';
import { yesOrNo } from './yes-no';

export type Recogniser = (text: string, context?: RecogniserContext) => Recognised;

/** Longer messages are read up to here: nobody's wish begins later. */
const longestRead = 2_000;
const longestSearched = 10_000;
const mostParts = 12;
const shortestPart = 8;
const sentenceEnds = /[.!?;\n]+/;
const clauseEnds =
  /[.!?;,:\n]+|\s[-–—]+\s|\b(?:and|but|so|because|cause|since|while|when|after|y|pero|porque|mientras|et|mais|car|parce que|und|aber|weil|denn|mas|enquanto)\b/u;
const certainAlone = 0.85;

/** Recognises with another classifier behind the same guards and thresholds. */
export function createRecogniser(classify: Classifier): Recogniser {
  return (said, context = {}) => {
    const whole = said.slice(0, longestSearched).replaceAll('\u0000', ' ');
    const text = whole.slice(0, longestRead);
    const flags: Flag[] = [];
    const answer = (intent: Intent, confidence: number, guesses: readonly Guess[] = []): Recognised => {
      const system = systemFinder(context.systems).find(text);
      const alternatives = guesses.filter((guess) => guess.intent !== intent).slice(0, 2);
      return { intent, ...(system ? { system } : {}), confidence: rounded(confidence), flags, alternatives };
    };

    if (plain(text).trim() === '') return answer('none', 1);
    if (containsSecret(whole)) flags.push('contains-secret');
    if (isInstruction(whole)) flags.push('instruction');
    if (flags.length > 0) return answer('none', 1);
    const phrase = plainFlag(text) ?? (isRemindAgain(text) ? 'remind-again' : undefined);
    if (phrase) {
      flags.push(phrase);
      return answer('none', 1);
    }
    const yesNo = yesOrNo(text, context.pending);
    if (yesNo) return answer(yesNo, 1);

    const device = deviceFlag(text);
    if (device) flags.push(device);
    const { rest, negation } = withoutNegated(text);
    if (negation) flags.push('negation');
    if (negation && !/\p{L}{2}/u.test(rest)) return answer('deny', 1);

    const systems = systemFinder(context.systems);
    const understand = (part: string) => {
      const named = systems.replace(part);
      const guesses = classify(named);
      return { guesses, best: decide(guesses, spokenOf(named)) };
    };
    const { guesses, best } = rescued(understand(rest), rest, understand);
    const other = otherPerson(text);
    if (other) {
      flags.push('other-person');
      const isAdmin = best.intent === 'admin' || (other === 'administrator' && best.intent !== 'none');
      return answer(
        isAdmin ? 'admin' : best.intent === 'get-help' ? 'get-help' : 'none',
        best.confidence,
        guesses,
      );
    }
    const wishes = wishesIn(plain(rest), (clause) => understand(clause).best);
    if (wishes.length > 1) {
      flags.push('two-wishes');
      const [first = best.intent] = wishes;
      return answer(wishes.includes(best.intent) ? best.intent : first, best.confidence, guesses);
    }
    if (asksForPasswordDate(rest)) {
      flags.push('password-date');
      return answer(best.intent === 'how-to' ? 'how-to' : 'check-status', 1, guesses);
    }
    return answer(best.intent, best.confidence, guesses);
  };
}

type Understood = { readonly guesses: readonly Guess[]; readonly best: Guess };

/** A wish within a story: a sentence or clause that is certain by itself counts where the whole is not certain. */
function rescued(whole: Understood, text: string, understand: (part: string) => Understood): Understood {
  if (whole.best.intent !== 'none' && whole.best.intent === whole.guesses[0]?.intent) return whole;
  for (const ends of [sentenceEnds, clauseEnds]) {
    const parts = text
      .split(ends)
      .map((part) => part.trim())
      .filter((part) => part.length > shortestPart)
      .slice(0, mostParts);
    if (parts.length < 2) continue;
    const certain = parts
      .map(understand)
      .filter(({ best }) => best.intent !== 'none' && best.confidence >= certainAlone);
    if (certain[0]) return certain[0];
  }
  return whole;
}

let ownClassifier: Classifier | undefined;

/** The model is unpacked at the first message, not at the start of the process. */
export const recognise: Recogniser = createRecogniser((text) => {
  ownClassifier ??= linearClassifier(unpack(model));
  return ownClassifier(text);
});

function rounded(confidence: number): number {
  return Math.round(Math.min(1, confidence) * 1_000) / 1_000;
}
