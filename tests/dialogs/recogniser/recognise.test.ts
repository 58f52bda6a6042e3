/** What people type in five languages, and what must not be taken for it. */
import { normalise } from '../../../dialogs/recogniser/normalise';
import { type Intent, phrases } from '../../../dialogs/recogniser/phrases';
import { recognise } from '../../../dialogs/recogniser/recognise';

describe('recognising', () => {
  test.each<[Intent, readonly string[]]>([
    [
      'yes',
      [
        'Sure',
        'okay',
        'Yes, please!',
        'OK',
        'sí',
        'Sí, por favor',
        'Oui, s’il vous plaît',
        "D'accord",
        'Ja gerne',
        'sim',
      ],
    ],
    [
      'no',
      ['No', 'no thanks', 'No, thank you.', 'No, gracias', 'Non merci', 'Nein danke', 'Não', 'Não, obrigada'],
    ],
    [
      'unlock',
      [
        'Unlock my account',
        "I'm locked out",
        'I’M LOCKED OUT!!',
        'Desbloquear mi cuenta',
        'Déverrouiller mon compte',
        'Mein Konto ist gesperrt',
        'Desbloquear minha conta',
      ],
    ],
    ['help', ['help', 'Ayuda', 'Aidez-moi', 'Obtenir de l’aide', 'Hilfe!', 'Preciso de ajuda']],
    [
      'forgot-password',
      [
        'I forgot my password',
        'Olvidé mi contraseña',
        "J'ai oublié mon mot de passe",
        'Passwort vergessen',
        'Esqueci minha senha',
      ],
    ],
    ['reset-mfa', ['Reset MFA', 'I have a new phone']],
    [
      'lost-device',
      [
        'I lost my phone',
        'Perdí mi teléfono',
        "J'ai perdu mon téléphone",
        'Handy verloren',
        'Perdi meu celular',
      ],
    ],
    [
      'not-me',
      [
        "This wasn't me",
        'This wasn’t me',
        'No fui yo',
        "Ce n'était pas moi",
        'Das war ich nicht',
        'Não fui eu',
      ],
    ],
    ['greeting', ['Hi', 'hello', '¡Hola!', 'Bonjour', 'Guten Tag', 'Bom dia']],
  ])('U2, G2, T5: %s', (intent, list) => {
    for (const said of list)
      expect({ said, ...recognise(said) }).toEqual({ said, intent, containsSecret: false });
  });

  test.each([
    '',
    '   ',
    '🙂',
    'yes no',
    'yesterday',
    'not sure',
    'nobody',
    'unlock the meeting room',
    'okay but why',
    'I never locked it',
    'x'.repeat(20_000),
  ])('G3: %j is nothing that the bot acts on', (said) => {
    expect(recognise(said)).toEqual({ intent: 'none', containsSecret: false });
  });

  test('every phrase means what its list says, and stands there in its plain form', () => {
    for (const [intent, list] of Object.entries(phrases)) {
      for (const phrase of list) {
        expect({ phrase, plain: normalise(phrase) }).toEqual({ phrase, plain: phrase });
        expect({ phrase, intent: recognise(phrase).intent }).toEqual({ phrase, intent });
      }
    }
  });

  test('no phrase means two things', () => {
    const all = Object.values(phrases).flat();
    expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([]);
  });
});
