/** From a word to what it stands for: exact words, stems, and slips of the finger near a word of the tables. */
import { type Concept, concepts } from './concepts';
import { givenNames } from './given-names';
import { type Topic, topics } from './topics';

/** Concepts are the words of the trade, topics those of everything else. */
export type Sense = Concept | Topic | 'given-name';

const exact = new Map<string, Sense[]>();
const stems = new Map<string, Sense[]>();
const ends = new Map<string, Sense[]>();
/** Words with one letter left out, by which a slip is found without comparing with every word. */
const nearby = new Map<string, string[]>();

const shortestCorrected = 5;
const shortestForTwoSlips = 9;

for (const [sense, words] of Object.entries({ ...concepts, ...topics }) as [Sense, string][]) {
  for (const word of words.split(' ')) {
    const known = word.replaceAll('*', '');
    const table = word.startsWith('*') ? ends : word.endsWith('*') ? stems : exact;
    table.set(known, [...(table.get(known) ?? []), sense]);
    // A slip is worth correcting to a word of the trade only.
    if (known.length >= shortestCorrected && sense in concepts) {
      for (const key of [known, ...shortened(known)]) nearby.set(key, [...(nearby.get(key) ?? []), known]);
    }
  }
}

/** Real words that are one slip away from a word of the table, and mean something else. */
const otherwise = new Set(
  (
    'looked clocked docked blogged rocked mocked cooked booked hooked block blocks clock stock black brick unpack passage passport ' +
    'passion passe passer passed passes passing poste contact count counts court account accounting discount contrat contract contrato ' +
    'conte content contents rest preset resort result lists listen resume phrase photo photos prone clone alone bone tone ' +
    'hand handle handel mobbing coded coder model modes node nodes mode modell kodex lose loose close last cost most post host ' +
    'losing closing cloning stolen stone store solen wrote trick tried trier bries cries thicket cricket rocket pocket packet wicket ' +
    'human humid woman women nummern cancel cancer access excess success process recess assess recipe recite retire revive ' +
    'sheet exchange range orange danger manger charge chance chances charger help hell held kelp hero here there whose show shower ' +
    'shown snow slow agent agenda urgent regent cliente clients client clinic claro claves clases classes clase senhor senhora ' +
    'compter conter comte coupe comida cuenca cuento contar contas content kosten konzert kontakt konten benutzt genutzt versucht ' +
    'besucht gesucht gesucht gesperr gespart gesteuert gestartet report reports repair repairs expert experts export expense expenses ' +
    'expired explore explain state statue stated static study studio statute staten stunde stunden stande strand prompt promote ' +
    'mobiler motel model fallen fallar failed sailed mailed nailed email emails mails working walking talking waking cooking ' +
    'funktion function functions marcher marches marche march market error terror mirror acero metro litro libro livro ' +
    'agenda besoin raison maison saison reason season season person persons persian prison poison version lesson seasons'
  ).split(' '),
);

const names: ReadonlySet<string> = new Set(givenNames);

export function sensesOf(word: string): readonly Sense[] {
  return (
    known(word) ??
    (names.has(word) ? ['given-name'] : undefined) ??
    compound(word) ??
    (otherwise.has(word) ? [] : corrected(word)) ??
    []
  );
}

function known(word: string): readonly Sense[] | undefined {
  const found = exact.get(word);
  if (found) return found;
  for (let length = word.length; length >= 3; length--) {
    const byStem = stems.get(word.slice(0, length));
    if (byStem) return byStem;
  }
  return undefined;
}

/** German puts its nouns together: a netzwerkkonto is a konto. A bank's is not one of ours. */
const heads = [
  'passwort',
  'kennwort',
  'konto',
  'kontos',
  'account',
  'handy',
  'telefon',
  'zugang',
  'nummer',
  'anmeldung',
];
const otherHeads =
  /^(?:bank|spar|giro|kunden|gehalts|depot|kredit|instagram|netflix|facebook|rechnungs|bestell|sach|zeit|urlaubs|haus|personal|paypal|diskon|garten)/;

function compound(word: string): readonly Sense[] | undefined {
  if (word.length < 8) return undefined;
  for (let at = 3; at < word.length - 3; at++) {
    const end = ends.get(word.slice(at));
    if (end) return end;
  }
  if (otherHeads.test(word)) return undefined;
  const head = heads.find((end) => word.endsWith(end) && word.length > end.length + 1);
  return head === undefined ? undefined : known(head);
}

function corrected(word: string): readonly Sense[] | undefined {
  if (word.length < shortestCorrected || word.length > 18 || /\d/.test(word)) return undefined;
  const once = shortened(word);
  for (const key of [word, ...once]) {
    const candidate = nearby.get(key)?.find((near) => near[0] === word[0] && slips(word, near) <= 1);
    if (candidate) return known(candidate);
  }
  if (word.length < shortestForTwoSlips - 1) return undefined;
  for (const key of once.flatMap(shortened)) {
    const candidate = nearby
      .get(key)
      ?.find(
        (near) => near.length >= shortestForTwoSlips - 1 && near[0] === word[0] && slips(word, near) <= 2,
      );
    if (candidate) return known(candidate);
  }
  return undefined;
}

function shortened(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** Letters added, left out, wrong or swapped with their neighbour (optimal string alignment). */
function slips(left: string, right: string): number {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
