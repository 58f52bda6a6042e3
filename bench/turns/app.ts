/** The app of `turn_overhead`: the product and the echo bot in one process, behind the same host. */
import '../../functions/main';
import { registerEcho } from '../echo/echo';

registerEcho('echo');
