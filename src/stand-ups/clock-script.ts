import { createHash } from 'node:crypto';

/**
 * Counts down for the speaker; the page works without it. It reads its seconds and words from the page, and goes by the
 * time that has passed, so that a sleeping tab does not lose any.
 */
export const CLOCK_SCRIPT = `
(() => {
  const clock = document.getElementById('clock');
  const toggle = document.getElementById('toggle');
  const up = document.getElementById('up');
  if (!clock || !toggle || !up) return;
  let left = Number(clock.dataset.seconds) * 1000;
  let since = performance.now();
  let running = true;
  const show = () => {
    const now = running ? left - (performance.now() - since) : left;
    const seconds = Math.max(0, Math.ceil(now / 1000));
    clock.textContent = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
    if (seconds === 0 && !up.textContent) up.textContent = up.dataset.text;
  };
  toggle.addEventListener('click', () => {
    if (running) left -= performance.now() - since; else since = performance.now();
    running = !running;
    toggle.textContent = running ? toggle.dataset.pause : toggle.dataset.go;
    show();
  });
  clock.hidden = toggle.hidden = false;
  show();
  setInterval(show, 200);
})();
`;

/** How the content security policy names the script. */
export const CLOCK_HASH = `sha256-${createHash('sha256').update(CLOCK_SCRIPT).digest('base64')}`;
