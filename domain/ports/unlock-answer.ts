/** What comes of asking a provider to unlock. */
import type { Obstacle } from '../outcome';

/** An obstacle: refused, and this is what really blocks. */
export type UnlockAnswer = 'unlocked' | 'was-not-locked' | 'refused' | Obstacle;
