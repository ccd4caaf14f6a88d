import { type RegexRequest, regexAnswerer } from './regex-match';

const answer = regexAnswerer();

self.onmessage = ({ data }: MessageEvent<RegexRequest>) => {
  const result = answer(data);
  if (result) self.postMessage(result);
};
