/**
 * "Remind me again" as people write it (E3): the words that the card names, with courtesies and with what it is about.
 * Compared whole: "remind me again tomorrow" wants something else, and "don't remind me again" the opposite.
 */
import { normalise } from '../normalise';

const longest = 100;

/** Each is normalised: no accents, apostrophes and punctuation. */
const wishes: readonly string[] = [
  // English
  '(start |begin )?remind(ing)? me again( (of|about) (my|the)( next)? passwords?( expiry| expiration)?| (before|when) (my|the) password (expires|runs out))?',
  '(turn|switch) on( my| the)?( password)? reminders( again)?',
  '(turn|switch)( my| the)?( password)? reminders( back)? on( again)?',
  'i( would|d)? (want|like|need)( to be reminded| (my|the|your)?( password)? ?reminders( back)?) again',
  'i( would|d)? (want|like) (my|the|your) (password )?reminders back',
  '(resume|restart|reactivate) (my |the )?(password )?reminders',
  // Spanish
  '(vuelve|volver|vuelva) a (recordarmelo|recordarme|avisarme)( (lo de )?(la|mi) contrasena)?',
  '(recuerdamelo|recuerdame|recordarmelo|avisame)( (la|mi) contrasena)? (de nuevo|otra vez|nuevamente)',
  '(activa|reactiva|activar|reactivar) (de nuevo )?(los |mis )?recordatorios( de nuevo| otra vez)?',
  'quiero (los |mis )?recordatorios (de nuevo|otra vez)',
  // French
  '(rappelle|rappelez) (le |la )?moi( (mon|le) mot de passe)? (de|a) nouveau',
  '(me|le me) (le )?rappeler (de|a) nouveau',
  '(recommence|recommencez) a me (le )?rappeler( (mon|le) mot de passe)?',
  '(reactive|reactivez|reactiver|reprends|reprenez|reprendre) (les |mes )?rappels',
  'je (veux|voudrais) (de nouveau )?(des|les|mes) rappels( de nouveau| a nouveau)?',
  // German
  '(erinnere?|erinnern sie) mich( bitte)? (wieder|erneut)( an (mein|das) passwort)?',
  '(schalte|schalten sie|schalt)( bitte)? (die |meine )?erinnerungen wieder ein',
  'ich (mochte|will)( gern| gerne)? wieder (erinnert werden|erinnerungen)( bekommen| haben)?',
  '(die |meine )?erinnerungen wieder (einschalten|an)',
  // Portuguese
  '(volte|voltar|volta) a me lembrar( d?a (minha )?senha)?',
  '(lembre me|me lembre|lembrar|me lembra)( d?a (minha )?senha)? (de novo|novamente|outra vez)',
  '(ative|ativar|reative|reativar) (de novo )?(os |meus )?lembretes( de novo| novamente)?',
  'quero (os |meus )?lembretes (de novo|novamente)',
];

const before =
  '(hi|hello|hey|ok|okay|yes|please|can you|could you|would you|will you|you can|you may|hola|si|por favor|puedes|podrias|bonjour|oui|s il te plait|sil te plait|s il vous plait|sil vous plait|tu peux|pouvez vous|peux tu|hallo|ja|bitte|kannst du|konntest du|ola|sim|voce pode|pode)';
const after =
  '(please|thanks|thank you|por favor|gracias|s il te plait|sil te plait|s il vous plait|sil vous plait|merci|bitte|danke|obrigado|obrigada)';

const pattern = new RegExp(`^(${before} ){0,3}(${wishes.join('|')})( ${after}){0,2}$`, 'u');

export function isRemindAgain(text: string): boolean {
  return text.length <= longest && pattern.test(normalise(text));
}
