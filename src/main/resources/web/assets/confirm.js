'use strict';
{
  // A button with data-confirm is asked about first. The question comes from the server, which insists on its answer; here
  // it is shown in a dialog, without this script it is a page.
  const PATIENCE_MS = 15000;
  let asking = false;

  function notice(title, text) {
    const section = document.createElement('section');
    const heading = document.createElement('h1');
    heading.id = 'confirm-question';
    heading.textContent = title;
    const paragraph = document.createElement('p');
    paragraph.id = 'confirm-consequence';
    paragraph.textContent = text;
    section.append(heading, paragraph);
    return section;
  }

  // What the server answers instead of a question: why it cannot be done.
  function refusal(problem) {
    const texts = [...problem.querySelectorAll('h1 ~ p:not(:has(a))')].map((line) => line.textContent);
    return notice(problem.querySelector('h1').textContent, texts.join(' '));
  }

  async function question(form, button) {
    try {
      const answer = await fetch(form.getAttribute('action'), {
        method: 'POST', headers: { Accept: 'text/html' }, credentials: 'same-origin',
        body: new URLSearchParams(new FormData(form, button)), signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.redirected) {
        return notice('You are signed out', 'Nothing was changed. Sign in again in another tab, then repeat it here.');
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const asked = page.getElementById('confirm');
      return asked ? document.importNode(asked, true) : refusal(page.getElementById('problem'));
    } catch {
      return notice('The server does not answer', 'Nothing was changed. Try again in a moment.');
    }
  }

  function show(content, opener) {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'confirm-question');
    dialog.setAttribute('aria-describedby', 'confirm-consequence');
    dialog.setAttribute('closedby', 'any');
    content.className = 'confirm';
    const close = document.createElement('button');
    close.type = 'button';
    close.addEventListener('click', () => dialog.close());
    const leave = content.querySelector('[data-leave]');
    if (leave) {
      close.textContent = leave.textContent;
      close.autofocus = leave.autofocus;
      leave.replaceWith(close);
    } else {
      close.textContent = 'Close';
      close.className = 'main';
      content.append(close);
    }
    // Pressed twice it is still sent once.
    dialog.addEventListener('submit', (event) => setTimeout(() => { event.submitter.disabled = true; }));
    dialog.addEventListener('close', () => {
      dialog.remove();
      const twin = opener.isConnected ? opener : document.getElementById(opener.id);
      if (twin) {
        twin.focus();
      }
    });
    dialog.append(content);
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener('submit', async (event) => {
    const button = event.submitter;
    if (!button || button.dataset.confirm === undefined) {
      return;
    }
    event.preventDefault();
    if (!asking) {
      asking = true;
      const content = await question(event.target, button);
      asking = false;
      show(content, button);
    }
  });
}
