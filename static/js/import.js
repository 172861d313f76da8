/* Import pages: a file looked at before it is sent, columns that show what they need, cells that are not lost.
   Every page works without this file. */
(() => {
  'use strict';
  const one = (selector, within = document) => within.querySelector(selector);

  /* ---- upload: wrong kind or too large is told before a long wait ---- */

  function fault(form, file) {
    const suffixes = form.dataset.suffixes.split(',');
    const name = file.name.toLowerCase();
    if (!suffixes.some((suffix) => name.endsWith(suffix))) {
      return `Berkas ini bukan lembar kerja. Pilih berkas ${suffixes.join(', ')}.`;
    }
    if (file.size > Number(form.dataset.most)) {
      return `Berkas ini terlalu besar. Paling besar ${form.dataset.mostWords}; bagi menjadi beberapa berkas.`;
    }
    return file.size ? '' : 'Berkas ini kosong. Pilih berkas lain.';
  }

  function look(form) {
    const input = one('input[type=file]', form);
    const field = input.closest('.field');
    let words = one('.mistake', field);
    const told = input.files.length ? fault(form, input.files[0]) : '';
    field.classList.toggle('wrong', Boolean(told));
    input.setAttribute('aria-invalid', told ? 'true' : 'false');
    if (!words && told) {
      words = document.createElement('p');
      words.className = 'mistake';
      words.id = `${input.id}-mistake`;
      words.setAttribute('role', 'alert');
      field.insertBefore(words, one('[data-file]', field));
      input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby') || ''} ${words.id}`.trim());
    }
    if (words) {
      words.textContent = told;
      words.hidden = !told;
    }
    return told;
  }

  document.addEventListener('change', (event) => {
    const form = event.target.type === 'file' && event.target.closest('[data-survey]');
    if (form) look(form);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-survey]') || !look(form)) return;
    event.preventDefault();
    event.stopPropagation();
    one('input[type=file]', form).focus();
  }, true);

  /* A file dropped beside the zone would replace the page: it goes into the zone. */
  document.addEventListener('dragover', (event) => { if (one('[data-survey]')) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    const form = one('[data-survey]');
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    const input = one('input[type=file]', form);
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    input.files = first.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    one('[data-file]', form).classList.remove('over');
  });

  /* ---- columns: unit, period and date order stand where the chosen field has them ---- */

  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-field]')) return;
    const kind = event.target.selectedOptions[0].dataset.kind || '';
    for (const part of event.target.closest('[data-column]').querySelectorAll('[data-when]')) {
      part.hidden = part.dataset.when !== kind;
    }
  });

  /* ---- cells: how many were touched, and a word before they would be lost ---- */

  const changed = (form) => Array.from(form.elements).filter((field) => (field.tagName === 'SELECT'
    ? !field.selectedOptions[0].defaultSelected && field.selectedIndex > 0
    : field.type === 'text' && (field.value !== field.defaultValue || field.ariaInvalid === 'true'))).length;
  const touched = () => { const form = one('[data-mend]'); return form && !form.dataset.busy ? changed(form) : 0; };

  document.addEventListener('input', (event) => {
    const form = event.target.closest('[data-mend]');
    if (!form) return;
    const count = changed(form);
    one('[data-touched]', form).textContent = count ? `${count} sel diubah, belum disimpan` : '';
  });
  window.addEventListener('beforeunload', (event) => { if (touched()) event.preventDefault(); });
})();
