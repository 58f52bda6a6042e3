/** The bare app of `cold_start`: Functions, botbuilder, an echo. */
import { registerEcho } from './echo';

registerEcho('messages');
