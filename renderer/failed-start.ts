// Here and not in locales/: the file with the words may be what did not load.
const words = {
  en: {
    what: 'Lighter could not start its window',
    next: "The fault is Lighter's: your engine and containers are as they were. Load the window again; if it happens again, install Lighter anew.",
    reload: 'Reload',
  },
  ko: {
    what: 'Lighter 창을 시작하지 못했습니다',
    next: 'Lighter의 오류이며 엔진과 컨테이너는 그대로입니다. 창을 다시 불러오십시오. 같은 일이 반복되면 Lighter를 다시 설치하십시오.',
    reload: '다시 불러오기',
  },
};

/** Says in the page that the app did not load or run, and why, in place of a picture of a page that never comes. */
export function tellFailedStart(error: unknown): void {
  const language = new URLSearchParams(window.location.search).get('lang') === 'ko' ? 'ko' : 'en';
  const { what, next, reload } = words[language];
  document.documentElement.lang = language;
  const notice = document.createElement('main');
  notice.className = 'failed-start';
  notice.setAttribute('role', 'alert');
  const add = <K extends 'h1' | 'p' | 'code' | 'button'>(tag: K, text: string) => {
    const element = document.createElement(tag);
    element.textContent = text;
    notice.append(element);
    return element;
  };
  add('h1', what);
  add('p', next);
  add('code', error instanceof Error ? error.message : String(error));
  add('button', reload).addEventListener('click', () => window.location.reload());
  (document.getElementById('root') ?? document.body).append(notice);
}
