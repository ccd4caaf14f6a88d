import { describe, expect, it } from 'vitest';
import { shellWords } from './shell-words';

const words = (text: string) => shellWords(text).words;

describe('the words of a pasted line', () => {
  it.each<[string, string[]]>([
    [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
    [`-e "A=\\"x\\" \\$y" '' x'y'z`, ['-e', 'A="x" $y', '', 'xyz']],
    ['a \\\n  b', ['a', 'b']],
    ['a `\r\n  b', ['a', 'b']],
    ['a ^\r\n  b', ['a', 'b']],
    ['docker run\n  -p 80:80\n  nginx', ['docker', 'run', '-p', '80:80']],
    ['$ docker run nginx', ['docker', 'run', 'nginx']],
    ['me@host:~/x$ docker run nginx', ['docker', 'run', 'nginx']],
    ['PS C:\\Users\\me> docker run nginx', ['docker', 'run', 'nginx']],
    ['-v C:\\data\\x:/data', ['-v', 'C:\\data\\x:/data']],
    ['a # comment', ['a']],
    ["-c 'a # b; c | d'", ['-c', 'a # b; c | d']],
  ])('of %j', (text, expected) => expect(words(text)).toEqual(expected));

  it('end before the next command', () => {
    expect(shellWords('docker run nginx && docker ps')).toMatchObject({
      words: ['docker', 'run', 'nginx'],
      rest: '&& docker ps',
    });
    expect(words('docker run nginx > log 2>&1')).toEqual(['docker', 'run', 'nginx']);
    expect(words('docker run nginx 2>/dev/null')).toEqual(['docker', 'run', 'nginx']);
    expect(shellWords('docker run nginx\ndocker ps').rest).toBe('docker ps');
  });

  it('name what a shell would put a value for, outside single quotes', () => {
    const line = `-v $PWD:/a -v "\${PWD}/b":/b -v $(pwd):/c -v \`pwd\`:/d -v ~/e:/e -u $(id -u):$(id -g) '$F' %cd%/x 50%`;
    const { words: all, placeholders } = shellWords(line);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell has it
    const named = ['$PWD', '${PWD}', '$(pwd)', '`pwd`', '~', '$(id -u)', '$(id -g)', '%cd%'];
    expect(placeholders).toEqual(named);
    expect(all).toContain('$F');
    expect(all).toContain('50%');
    expect(shellWords(line, { $PWD: '/here', '~': '/home/me' }).words).toContain('/home/me/e:/e');
    expect(shellWords(line, { $PWD: '/here' }).placeholders).not.toContain('$PWD');
  });

  it('tell that a quote is open', () => expect(shellWords('a "b').isOpen).toBe(true));
});
