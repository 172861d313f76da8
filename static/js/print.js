/* A button that prints, where there is a script to press it for; without one, the browser's own menu does. */
(() => {
  'use strict';
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
})();
