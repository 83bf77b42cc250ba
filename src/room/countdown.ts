import { createHash } from 'node:crypto';

/** Counts the clock of the screen down by the browser's own steady clock; without it the page comes anew by itself. */
export const COUNTDOWN = `
const clock = document.getElementById('clock');
if (clock) {
  const left = Number(clock.dataset.seconds);
  const show = () => {
    const seconds = Math.max(0, Math.ceil(left - performance.now() / 1000));
    clock.textContent = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
  };
  show();
  setInterval(show, 1000);
}
`;

/** How the content security policy names the script. */
export const COUNTDOWN_HASH = `sha256-${createHash('sha256').update(COUNTDOWN).digest('base64')}`;
